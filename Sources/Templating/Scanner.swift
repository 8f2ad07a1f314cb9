/// Finds the tags in a template's bytes and keeps the delimiters that are in force.
struct Scanner {
  struct Tag {
    /// The character that tells the kind; 0 for `{{x}}`, `{` for `{{{x}}}`.
    let sigil: UInt8
    /// What stands between sigil and closing delimiter, without surrounding blanks.
    let content: Range<Int>
    let range: Range<Int>
  }

  let source: Source
  let bytes: [UInt8]
  private(set) var position = 0
  private var opening: [UInt8] = Array("{{".utf8)
  private var closing: [UInt8] = Array("}}".utf8)

  init(_ source: Source) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  /// The next tag, or nil when only text is left.
  mutating func next() throws(TemplateError) -> Tag? {
    guard let start = find(opening, from: position) else { return nil }
    let inside = start + opening.count
    let sigil = inside < bytes.count && Self.sigils.contains(bytes[inside]) ? bytes[inside] : 0
    let end = ending(for: sigil)
    let contentStart = inside + (sigil == 0 ? 0 : 1)
    guard let contentEnd = find(end, from: contentStart) else {
      throw source.error(at: start, "this tag is never closed with \(text(end))")
    }
    position = contentEnd + end.count
    return Tag(sigil: sigil, content: trimmed(contentStart..<contentEnd), range: start..<position)
  }

  /// Goes on behind a line break that belongs to a tag.
  mutating func skip(to offset: Int) { position = offset }

  /// `{{=<% %>=}}`
  mutating func setDelimiters(_ tag: Tag) throws(TemplateError) {
    let parts = bytes[tag.content].split(whereSeparator: Self.isBlank)
    guard parts.count == 2, parts.allSatisfy({ $0.count <= 8 && !$0.contains(UInt8(ascii: "=")) }) else {
      throw source.error(at: tag.range.lowerBound, "new delimiters are written like {{=<% %>=}}")
    }
    (opening, closing) = (Array(parts[0]), Array(parts[1]))
  }

  private static let sigils = Array("#^/!=><$&{".utf8)

  private func ending(for sigil: UInt8) -> [UInt8] {
    switch sigil {
    case UInt8(ascii: "{"): [UInt8(ascii: "}")] + closing
    case UInt8(ascii: "="): [UInt8(ascii: "=")] + closing
    default: closing
    }
  }

  private func find(_ needle: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + needle.count <= bytes.count {
      if bytes[index] == needle[0], bytes[index..<index + needle.count].elementsEqual(needle) { return index }
      index += 1
    }
    return nil
  }
}

/// White space and lines.
extension Scanner {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  static func isIndentation(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  func startsLine(_ offset: Int) -> Bool { offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n") }

  /// The start of the line of `offset`, if only blanks lie between.
  func lineStart(before offset: Int) -> Int? {
    var index = offset
    while index > 0, Self.isIndentation(bytes[index - 1]) { index -= 1 }
    return startsLine(index) ? index : nil
  }

  /// The start of the next line, if only blanks lie before it.
  func nextLine(after offset: Int) -> Int? {
    var index = offset
    while index < bytes.count, Self.isIndentation(bytes[index]) { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "\r") { index += 1 }
    if index == bytes.count { return index }
    return bytes[index] == UInt8(ascii: "\n") ? index + 1 : nil
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while start < end, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
}
