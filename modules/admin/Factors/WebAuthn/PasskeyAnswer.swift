/// What our script hands over for a passkey: byte strings in base64url with dots between them.
enum PasskeyAnswer {
  /// Throws unless there are just so many parts.
  static func parts(_ text: String, count: Int) throws(PasskeyFault) -> [[UInt8]] {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap {
      Base64URL.decode($0)
    }
    guard parts.count == count, text.utf8.count(where: { $0 == UInt8(ascii: ".") }) == count - 1 else {
      throw .malformed
    }
    return parts
  }
}

/// A new passkey: `clientDataJSON.attestationObject`.
struct Registration {
  let client: ClientData
  let data: AuthenticatorData
  let credential: AuthenticatorData.Credential
  let key: COSEKey

  init(_ text: String) throws(PasskeyFault) {
    let parts = try PasskeyAnswer.parts(text, count: 2)
    client = try ClientData(parts[0])
    // Who made the authenticator is not our concern: the statement beside the data is not looked at.
    guard let bytes = try CBORReader.read(parts[1])[.text("authData")]?.asBytes else { throw .malformed }
    data = try AuthenticatorData(bytes)
    guard let credential = data.credential else { throw .malformed }
    self.credential = credential
    key = try COSEKey(credential.key)
  }
}

/// A passkey that is used: `id.clientDataJSON.authenticatorData.signature.userHandle`.
struct Assertion {
  let id: [UInt8]
  let client: ClientData
  let data: AuthenticatorData
  let dataBytes: [UInt8]
  let signature: [UInt8]
  /// Whose it is, as the authenticator remembers; empty where it does not.
  let handle: [UInt8]

  init(_ text: String) throws(PasskeyFault) {
    let parts = try PasskeyAnswer.parts(text, count: 5)
    (id, dataBytes, signature, handle) = (parts[0], parts[2], parts[3], parts[4])
    client = try ClientData(parts[1])
    data = try AuthenticatorData(dataBytes)
  }
}
