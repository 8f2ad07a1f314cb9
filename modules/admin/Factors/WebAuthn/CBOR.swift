/// A value of CBOR (RFC 8949), as far as authenticators speak it (CTAP2's canonical form).
enum CBOR: Hashable, Sendable {
  case integer(Int64)
  case bytes([UInt8])
  case text(String)
  case array([CBOR])
  case map([CBOR: CBOR])
  case bool(Bool)
  case null

  /// The value of a map's key.
  subscript(key: CBOR) -> CBOR? {
    guard case .map(let pairs) = self else { return nil }
    return pairs[key]
  }

  var asInteger: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  var asBytes: [UInt8]? {
    guard case .bytes(let bytes) = self else { return nil }
    return bytes
  }
}
