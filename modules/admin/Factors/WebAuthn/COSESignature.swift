import Crypto

extension COSEKey {
  /// Throws for a point that is on no curve.
  func check() throws(PasskeyFault) {
    do {
      switch self {
      case .es256(let x, let y): _ = try P256.Signing.PublicKey(x963Representation: [4] + x + y)
      case .ed25519(let x): _ = try Curve25519.Signing.PublicKey(rawRepresentation: x)
      }
    } catch {
      throw .malformed
    }
  }

  /// What can't be read as a signature is none.
  func signed(_ data: [UInt8], _ signature: [UInt8]) -> Bool {
    switch self {
    case .es256(let x, let y):
      guard let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y),
        let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
      else { return false }
      return key.isValidSignature(signature, for: data)
    case .ed25519(let x):
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
      return key?.isValidSignature(signature, for: data) ?? false
    }
  }
}
