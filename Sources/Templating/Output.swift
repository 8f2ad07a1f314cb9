/// Writing.
extension Rendering {
  mutating func write(_ run: Run, _ template: Template) {
    guard indentation.isEmpty else {
      writeLines(run, template)
      return
    }
    output += template.ink[run.range]
  }

  /// Writes a run with the indentation before each of its lines, blank ones excepted.
  private mutating func writeLines(_ run: Run, _ template: Template) {
    if run.range.isEmpty { output += indentation }
    var start = run.range.lowerBound
    var startsLine = run.startsLine
    while start < run.range.upperBound {
      let rest = template.ink[start..<run.range.upperBound]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? run.range.upperBound
      if startsLine, template.ink[start] >= 0x20 || template.ink[start] == 0x09 { output += indentation }
      output += template.ink[start..<end]
      start = end
      startsLine = true
    }
  }

  mutating func write(_ path: Path, _ template: Template, escaped: Bool) {
    switch find(path, template) {
    case .text(var text):
      text.withUTF8 { escaped ? output.appendEscaped($0) : output.append(contentsOf: $0) }
    case .html(var html): html.withUTF8 { output.append(contentsOf: $0) }
    case .int(let int): output.append(int)
    case .bool(let bool): output += (bool ? "true" : "false").utf8
    case .null, .list, .record, nil: break
    }
  }
}

extension [UInt8] {
  /// Appends with the five characters that mean something in HTML replaced.
  mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for (index, byte) in bytes.enumerated() {
      guard let entity = Self.entity(byte) else { continue }
      append(contentsOf: bytes[start..<index])
      append(contentsOf: entity.utf8)
      start = index + 1
    }
    append(contentsOf: bytes[start...])
  }

  private static func entity(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  mutating func append(_ int: Int) {
    append(contentsOf: String(int).utf8)
  }
}
