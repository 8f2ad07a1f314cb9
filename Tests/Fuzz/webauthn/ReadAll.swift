/// What a browser hands over for a passkey goes through: as a whole, and each part by itself, since few
/// inputs would get through base64 to them.
public func readAll(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  _ = try? Registration(text)
  _ = try? Assertion(text)
  _ = try? ClientData(bytes)
  if let decoded = Base64URL.decode(text) { precondition(Base64URL.encode(decoded) == text) }
  guard let data = try? AuthenticatorData(bytes), let credential = data.credential else { return }
  precondition(credential.id.count + credential.key.count <= bytes.count - 55)
}
