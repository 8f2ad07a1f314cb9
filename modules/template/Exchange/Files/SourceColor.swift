/// Colours as files write them.
enum SourceColor {
  /// `rrggbb`; nil for what is no colour. Eight digits begin with how opaque it is, three stand for six, and a
  /// number counts red, green and blue together.
  static func read(_ json: JSON) -> String? {
    switch json.kind {
    case .text: json.text.flatMap(read)
    case .number: json.integer.flatMap(read)
    default: nil
    }
  }

  static func read(_ text: String) -> String? {
    let digits = text.trimmed.drop { $0 == "#" }
    guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    switch digits.count {
    case 3: return digits.map { "\($0)\($0)" }.joined().lowercased()
    case 6, 8: return digits.suffix(6).lowercased()
    default: return nil
    }
  }

  private static func read(_ number: Int64) -> String? {
    guard (0...0xFFFF_FFFF).contains(number) else { return nil }
    let digits = String(number & 0xFF_FFFF, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
