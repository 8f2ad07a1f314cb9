/// Text, and which lines belong to tags.
extension Parser {
  /// Text between a parent's blocks is nobody's content and left out, as the specification says.
  var isBetweenBlocks: Bool { open.last?.tag.sigil == UInt8(ascii: "<") }

  mutating func takeText(upTo end: Int) {
    defer { cursor = max(cursor, end) }
    guard !isBetweenBlocks else { return }
    while cursor < end {
      let line = scanner.bytes[cursor..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end - 1
      addText(cursor..<line + 1)
      cursor = line + 1
    }
  }

  mutating func addText(_ range: Range<Int>) {
    add(.text(Run(range: range, startsLine: scanner.startsLine(range.lowerBound))), at: range.lowerBound)
  }

  /// Takes the text before a tag that leaves its line in place.
  mutating func takeText(before tag: Scanner.Tag) {
    takeText(upTo: tag.range.lowerBound)
    if !isBetweenBlocks, scanner.startsLine(tag.range.lowerBound) {
      addText(tag.range.lowerBound..<tag.range.lowerBound)
    }
    cursor = tag.range.upperBound
  }

  /// Takes the text before a tag, and the tag's line with it if it has that for itself.
  /// Returns the indentation then.
  @discardableResult
  mutating func takeLine(of tag: Scanner.Tag) -> Range<Int>? {
    guard let start = scanner.lineStart(before: tag.range.lowerBound),
      let next = scanner.nextLine(after: tag.range.upperBound)
    else {
      takeText(before: tag)
      return nil
    }
    takeText(upTo: start)
    skip(to: next)
    return start..<tag.range.lowerBound
  }

  mutating func skip(to offset: Int) {
    scanner.skip(to: offset)
    cursor = offset
  }
}
