extension JSON {
  /// Deeper nesting than this is refused: nobody needs it, and a stack has an end.
  public static let deepest = 16

  /// Reads what a stranger sent, whole or not at all. nil for anything that is not JSON, for a name that
  /// stands twice in one object, and for half a surrogate pair.
  public init?(_ bytes: [UInt8]) {
    var reader = JSONReader(bytes)
    guard let value = reader.document() else { return nil }
    self = value
  }

  public init?(text: String) { self.init(Array(text.utf8)) }
}

/// Recursive descent over bytes; every step may fail and none traps.
private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() -> JSON? {
    guard let value = value(depth: 0) else { return nil }
    skipBlanks()
    return position == bytes.count ? value : nil
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[position..<end].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    else { return false }
    position = end
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func value(depth: Int) -> JSON? {
    guard depth < JSON.deepest else { return nil }
    skipBlanks()
    switch next.map(Unicode.Scalar.init) {
    case "{": return object(depth: depth)
    case "[": return list(depth: depth)
    case "\"": return string().map { .text($0) }
    case "t": return take(word: "true") ? .bool(true) : nil
    case "f": return take(word: "false") ? .bool(false) : nil
    case "n": return take(word: "null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSON? {
    var members: [JSON.Member] = []
    var names: Set<String> = []
    guard take("{") else { return nil }
    skipBlanks()
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard let name = string(), names.insert(name).inserted else { return nil }
      skipBlanks()
      guard take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append(JSON.Member(name: name, value: value))
      skipBlanks()
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func list(depth: Int) -> JSON? {
    var values: [JSON] = []
    guard take("[") else { return nil }
    skipBlanks()
    if take("]") { return .list([]) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      skipBlanks()
    } while take(",")
    return take("]") ? .list(values) : nil
  }

  private mutating func number() -> JSON? {
    let start = position
    _ = take("-")
    guard take("0") || digits() else { return nil }
    var isWhole = true
    if take(".") {
      guard digits() else { return nil }
      isWhole = false
    }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      guard digits() else { return nil }
      isWhole = false
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .int(number) }
    // What is too large for a Double would be no number any more.
    return Double(text).flatMap { $0.isFinite ? .double($0) : nil }
  }

  /// At least one.
  private mutating func digits() -> Bool {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return position > start
  }

  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"): guard escape(into: &text) else { return nil }
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte = next else { return false }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": text.append(byte)
    case "b": text.append(0x08)
    case "f": text.append(0x0C)
    case "n": text.append(0x0A)
    case "r": text.append(0x0D)
    case "t": text.append(0x09)
    case "u":
      guard let scalar = scalar() else { return false }
      text += String(Character(scalar)).utf8
    default: return false
    }
    return true
  }

  /// After `\u`: four digits, or two such escapes that make a pair.
  private mutating func scalar() -> Unicode.Scalar? {
    guard let first = hex() else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard take("\\"), take("u"), let second = hex(), (0xDC00..<0xE000).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func hex() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[position..<(position + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      number = number << 4 | UInt32(digit)
    }
    position += 4
    return number
  }
}
