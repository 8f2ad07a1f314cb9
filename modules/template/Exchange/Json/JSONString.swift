/// Strings of JSON: from their escapes, and back.
enum JSONString {
  /// The string that begins at `start`, in a text that was checked before. Half a surrogate pair reads as U+FFFD.
  static func decode(_ bytes: [UInt8], at start: Int) -> String {
    let end = JSONScan.end(bytes, start) - 1
    let content = bytes[(start + 1)..<end]
    guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(content.count)
    var position = start + 1
    while position < end {
      guard bytes[position] == UInt8(ascii: "\\") else {
        text.append(bytes[position])
        position += 1
        continue
      }
      position = unescape(bytes, position + 1, into: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func unescape(_ bytes: [UInt8], _ position: Int, into text: inout [UInt8]) -> Int {
    switch Unicode.Scalar(bytes[position]) {
    case "b": text.append(0x08)
    case "f": text.append(0x0C)
    case "n": text.append(0x0A)
    case "r": text.append(0x0D)
    case "t": text.append(0x09)
    case "u": return scalar(bytes, position + 1, into: &text)
    default: text.append(bytes[position])
    }
    return position + 1
  }

  private static func scalar(_ bytes: [UInt8], _ position: Int, into text: inout [UInt8]) -> Int {
    let first = hex(bytes, position)
    let second = pairSecond(bytes, position + 4)
    if (0xD800..<0xDC00).contains(first), let second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    {
      text += String(Character(scalar)).utf8
      return position + 10
    }
    text += String(Character(Unicode.Scalar(first) ?? "\u{FFFD}")).utf8
    return position + 4
  }

  private static func pairSecond(_ bytes: [UInt8], _ position: Int) -> UInt32? {
    guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    let second = hex(bytes, position + 2)
    return (0xDC00..<0xE000).contains(second) ? second : nil
  }

  private static func hex(_ bytes: [UInt8], _ position: Int) -> UInt32 {
    bytes[position..<(position + 4)].reduce(0) { number, byte in
      number << 4 | UInt32(Character(Unicode.Scalar(byte)).hexDigitValue ?? 0)
    }
  }

  /// In quotes, with the escapes that JSON demands.
  static func encode(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
