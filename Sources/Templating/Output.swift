/// Bytes that templates and values leave behind.
extension Rendering {
  mutating func write(_ run: Run, _ slot: Slot) {
    guard indentation.isEmpty else {
      writeLines(run, slot.template)
      return
    }
    output.append(slot.template.ink, run.range)
  }

  /// Writes a run with the indentation before each of its lines.
  private mutating func writeLines(_ run: Run, _ template: Template) {
    let lines = Lines(run: run, template: template)
    indentation.withUnsafeBufferPointer { indentation in
      template.ink.withUnsafeBufferPointer { lines.write($0, indentation, &output) }
    }
  }

  mutating func write(_ value: Value?, escaped: Bool) {
    switch value {
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
  mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
  }

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
