/// Bytes in letters and digits that are easy to type (RFC 4648 6), without padding.
enum Base32 {
  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  static func encode(_ bytes: [UInt8]) -> String {
    var (text, buffer, width) = ("", 0, 0)
    for byte in bytes {
      buffer = (buffer & 0xFF) << 8 | Int(byte)
      width += 8
      while width >= 5 {
        width -= 5
        text.append(alphabet[buffer >> width & 31])
      }
    }
    if width > 0 { text.append(alphabet[buffer << (5 - width) & 31]) }
    return text
  }

  /// nil for any other character, or for bits that no byte is made of.
  static func decode(_ text: String) -> [UInt8]? {
    var (bytes, buffer, width): ([UInt8], Int, Int) = ([], 0, 0)
    for character in text {
      guard let digit = alphabet.firstIndex(of: character) else { return nil }
      buffer = (buffer & 0xFF) << 5 | digit
      width += 5
      guard width >= 8 else { continue }
      width -= 8
      bytes.append(UInt8(buffer >> width & 0xFF))
    }
    return width < 5 && buffer & (1 << width - 1) == 0 ? bytes : nil
  }

  static let groupLength = 4

  /// In groups of four, for people to type or compare.
  static func grouped(_ text: String, by separator: String) -> String {
    var rest = text[...]
    var groups: [Substring] = []
    while !rest.isEmpty {
      groups.append(rest.prefix(groupLength))
      rest = rest.dropFirst(groupLength)
    }
    return groups.joined(separator: separator)
  }
}
