/// A public key as authenticators write it (RFC 9053): ES256 on P-256, or EdDSA on Ed25519.
enum COSEKey: Equatable {
  case es256(x: [UInt8], y: [UInt8])
  case ed25519(x: [UInt8])

  init(_ bytes: [UInt8]) throws(PasskeyFault) {
    let map = try CBORReader.read(bytes)
    let parts = (map[Label.type]?.asInteger, map[Label.algorithm]?.asInteger, map[Label.curve]?.asInteger)
    switch (parts.0, parts.1, parts.2) {
    case (2, Algorithm.es256, 1):
      self = .es256(x: try Self.coordinate(map[Label.x]), y: try Self.coordinate(map[Label.y]))
    case (1, Algorithm.edDSA, 6): self = .ed25519(x: try Self.coordinate(map[Label.x]))
    case (_?, _?, _): throw .unknownAlgorithm
    default: throw .malformed
    }
  }

  /// As the browser is asked for them, the better one first.
  enum Algorithm {
    static let edDSA: Int64 = -8
    static let es256: Int64 = -7
  }

  private enum Label {
    static let type = CBOR.integer(1)
    static let algorithm = CBOR.integer(3)
    static let curve = CBOR.integer(-1)
    static let x = CBOR.integer(-2)
    static let y = CBOR.integer(-3)
  }

  private static func coordinate(_ value: CBOR?) throws(PasskeyFault) -> [UInt8] {
    guard let bytes = value?.asBytes, bytes.count == 32 else { throw .malformed }
    return bytes
  }
}
