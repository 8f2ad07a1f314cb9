/// Finds tags, in a page or in a template, where what stands between `{{` and `}}` is passed over.
struct TagScan {
  struct Tag {
    let place: Int
    let text: String
    /// As written, without `/`; empty for what is no element.
    let name: String
    let isClosing: Bool
  }

  private let bytes: [UInt8]
  private let isTemplate: Bool
  private(set) var position = 0

  init(_ text: String, isTemplate: Bool) { (bytes, self.isTemplate) = (Array(text.utf8), isTemplate) }

  /// The next tag or comment; nil at the end. A `<` that no `>` closes is a tag without a name.
  mutating func next() -> Tag? {
    guard let start = begin() else { return nil }
    let end = begins("<!--", at: start) ? find("-->", from: start) : close(of: start)
    position = end ?? start + 1
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard end != nil else { return Tag(place: start, text: text, name: "", isClosing: false) }
    let isClosing = begins("</", at: start)
    let name = bytes[(start + (isClosing ? 2 : 1))..<position].prefix { !Self.endsName.contains($0) }
    return Tag(place: start, text: text, name: String(decoding: name, as: UTF8.self), isClosing: isClosing)
  }

  /// Goes on behind the next `text`, or at the end.
  mutating func skip(to text: StaticString) { position = find(text, from: position) ?? bytes.count }

  private static let endsName = Set(" \n\t\r/>".utf8)

  private func begin() -> Int? {
    var index = position
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") {
      index = mustache(at: index) ?? index + 1
    }
    return index < bytes.count ? index : nil
  }

  /// Behind the tag of a template that begins there; nil if none does.
  private func mustache(at index: Int) -> Int? {
    isTemplate && begins("{{", at: index) ? find("}}", from: index) : nil
  }

  private func close(of start: Int) -> Int? {
    var (index, quote) = (start + 1, UInt8(0))
    while index < bytes.count {
      let byte = bytes[index]
      if let end = mustache(at: index) {
        index = end
        continue
      }
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index + 1
      }
      index += 1
    }
    return nil
  }

  private func begins(_ text: StaticString, at index: Int) -> Bool {
    text.withUTF8Buffer { bytes[index...].starts(with: $0) }
  }

  /// Behind it.
  private func find(_ text: StaticString, from start: Int) -> Int? {
    text.withUTF8Buffer { needle in
      guard let first = needle.first else { return start }
      var index = start
      while let found = bytes[index...].firstIndex(of: first) {
        if bytes[found...].starts(with: needle) { return found + needle.count }
        index = found + 1
      }
      return nil
    }
  }
}
