/// Steps through a JSON text that was checked before.
enum JSONScan {
  static func blanks(_ bytes: [UInt8], _ start: Int) -> Int {
    var position = start
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    return position
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// Behind the value that begins at `start`.
  static func end(_ bytes: [UInt8], _ start: Int) -> Int {
    switch bytes[start] {
    case UInt8(ascii: "\""): string(bytes, start)
    case UInt8(ascii: "{"), UInt8(ascii: "["): container(bytes, start)
    default: word(bytes, start)
    }
  }

  private static func string(_ bytes: [UInt8], _ start: Int) -> Int {
    var position = start + 1
    while bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
    return position + 1
  }

  private static func container(_ bytes: [UInt8], _ start: Int) -> Int {
    var (position, depth) = (start, 0)
    repeat {
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""): position = string(bytes, position) - 1
      default: break
      }
      position += 1
    } while depth > 0
    return position
  }

  /// A number or one of the three words.
  private static func word(_ bytes: [UInt8], _ start: Int) -> Int {
    var position = start
    while position < bytes.count, !isBlank(bytes[position]),
      ![UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(bytes[position])
    {
      position += 1
    }
    return position
  }
}
