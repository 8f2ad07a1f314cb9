/// Reads CBOR from a stranger: whole or not at all. Lengths are believed only as far as there are bytes,
/// and nesting ends soon, so that nothing it is fed costs more than a walk over it.
struct CBORReader {
  private(set) var rest: ArraySlice<UInt8>

  /// An attestation holds a map of an array of certificates; nothing of ours lies deeper.
  static let depth = 5

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The one value that these bytes are.
  static func read(_ bytes: [UInt8]) throws(PasskeyFault) -> CBOR {
    var reader = CBORReader(bytes[...])
    let value = try reader.next()
    guard reader.rest.isEmpty else { throw .malformed }
    return value
  }

  mutating func next() throws(PasskeyFault) -> CBOR { try value(depth: Self.depth) }

  private mutating func value(depth: Int) throws(PasskeyFault) -> CBOR {
    guard depth > 0, let first = rest.popFirst() else { throw .malformed }
    let detail = first & 0x1F
    switch first >> 5 {
    case 0: return .integer(try number(detail))
    case 1: return .integer(-1 - (try number(detail)))
    case 2: return .bytes(Array(try take(number(detail))))
    case 3: return .text(try text(number(detail)))
    case 4: return try array(number(detail), depth: depth - 1)
    case 5: return try map(number(detail), depth: depth - 1)
    case 7: return try simple(detail)
    default: throw .malformed  // tags
    }
  }

  /// A number in its shortest form; indefinite lengths are none.
  private mutating func number(_ detail: UInt8) throws(PasskeyFault) -> Int64 {
    guard detail >= 24 else { return Int64(detail) }
    guard detail <= 27 else { throw .malformed }
    let width = 1 << Int(detail - 24)
    let number = try take(Int64(width)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let least: UInt64 = width == 1 ? 24 : 1 << (UInt64(width) * 4)
    guard number >= least, let signed = Int64(exactly: number) else { throw .malformed }
    return signed
  }

  private mutating func take(_ count: Int64) throws(PasskeyFault) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw .malformed }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  private mutating func text(_ count: Int64) throws(PasskeyFault) -> String {
    guard let text = String(validating: try take(count), as: UTF8.self) else { throw .malformed }
    return text
  }

  private mutating func array(_ count: Int64, depth: Int) throws(PasskeyFault) -> CBOR {
    guard count <= rest.count else { throw .malformed }
    var items: [CBOR] = []
    for _ in 0..<count { items.append(try value(depth: depth)) }
    return .array(items)
  }

  /// Keys stand once.
  private mutating func map(_ count: Int64, depth: Int) throws(PasskeyFault) -> CBOR {
    guard count <= rest.count else { throw .malformed }
    var pairs: [CBOR: CBOR] = [:]
    for _ in 0..<count {
      let key = try key()
      guard pairs.updateValue(try value(depth: depth), forKey: key) == nil else { throw .malformed }
    }
    return .map(pairs)
  }

  /// A number or a text.
  private mutating func key() throws(PasskeyFault) -> CBOR {
    guard let first = rest.first, [0, 1, 3].contains(first >> 5) else { throw .malformed }
    return try value(depth: 1)
  }

  private func simple(_ detail: UInt8) throws(PasskeyFault) -> CBOR {
    switch detail {
    case 20: .bool(false)
    case 21: .bool(true)
    case 22: .null
    default: throw .malformed
    }
  }
}
