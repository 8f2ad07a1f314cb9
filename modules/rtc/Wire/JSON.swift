/// A JSON value (RFC 8259). Objects keep their order.
public enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case text(String)
  case list([JSON])
  case object([Member])

  public struct Member: Sendable, Equatable {
    public let name: String
    public let value: JSON
  }

  /// Of an object; nil for anything else.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// A whole number, however it was written: `7`, `7.0` and `7e0` are one.
  public var int: Int64? {
    switch self {
    case .int(let number): number
    case .double(let number): abs(number) <= Self.largestWhole ? Int64(exactly: number) : nil
    default: nil
    }
  }

  /// Up to here every whole number is one of its own, in every language (RFC 8259 6).
  static let largestWhole = 9_007_199_254_740_991.0

  public var text: String? { if case .text(let text) = self { text } else { nil } }
  public var isNull: Bool { self == .null }
}

extension JSON {
  /// An object with another's members after its own.
  public func with(_ other: JSON) -> JSON {
    guard case .object(let mine) = self, case .object(let more) = other else { return self }
    return .object(mine + more)
  }
}

extension JSON: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member(name: $0, value: $1) })
  }
}

extension JSON: ExpressibleByIntegerLiteral {
  public init(integerLiteral number: Int64) { self = .int(number) }
}

extension JSON {
  /// What may be missing: null then.
  public static func int(_ number: Int64?) -> JSON { number.map { .int($0) } ?? .null }

  public var string: String { String(decoding: bytes, as: UTF8.self) }

  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  public func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .int(let number): bytes += String(number).utf8
    case .double(let number): bytes += (number.isFinite ? String(number) : "null").utf8
    case .text(let text): Self.write(text, to: &bytes)
    case .list(let values): Self.write(values, "[", "]", to: &bytes) { $0.write(to: &$1) }
    case .object(let members):
      Self.write(members, "{", "}", to: &bytes) { member, bytes in
        Self.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar, to bytes: inout [UInt8],
    each: (Element, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      each(element, &bytes)
    }
    bytes.append(UInt8(ascii: close))
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case 0..<0x20: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
