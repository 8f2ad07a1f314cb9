/// A run of literal text, line by line.
struct Lines {
  let run: Run
  let template: Template

  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Writes `indentation` before each line that is not blank.
  func write(_ ink: Bytes, _ indentation: Bytes, _ output: inout Output) {
    var start = run.range.lowerBound
    var startsLine = run.startsLine
    for index in run.lineStarts {
      let next = template.lineStarts[index]
      write(ink, start..<next, startsLine ? indentation : nil, &output)
      (start, startsLine) = (next, true)
    }
    write(ink, start..<run.range.upperBound, startsLine ? indentation : nil, &output)
  }

  private func write(_ ink: Bytes, _ line: Range<Int>, _ indentation: Bytes?, _ output: inout Output) {
    if let indentation, !isBlank(ink, line) { output.append(indentation) }
    output.append(Bytes(rebasing: ink[line]))
  }

  private func isBlank(_ ink: Bytes, _ line: Range<Int>) -> Bool {
    guard let first = line.first else { return false }
    return ink[first] == UInt8(ascii: "\n") || ink[first] == UInt8(ascii: "\r")
  }
}
