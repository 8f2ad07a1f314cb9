import Crypto
import Foundation

@testable import Admin

/// A passkey in software, which lies wherever a test wants it to.
struct SoftAuthenticator {
  enum Key {
    case es256(P256.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
  }

  var key = Key.es256(P256.Signing.PrivateKey())
  var id: [UInt8] = .random(16)
  var site = "localhost"
  var origin = "http://localhost:8080"
  /// Somebody is there, and it knows who.
  var flags: UInt8 = 0b101
  var counter: UInt32 = 0
  var handle: [UInt8] = []

  static var ed25519: SoftAuthenticator {
    SoftAuthenticator(key: .ed25519(Curve25519.Signing.PrivateKey()))
  }

  /// As the page's script would send a new passkey.
  func registration(_ challenge: String, type: String = "webauthn.create") -> String {
    let data = header(flags | 1 << 6) + attested
    let object =
      [0xA3] + text("fmt") + text("none") + text("attStmt") + [0xA0] + text("authData") + string(data)
    return joined(client(challenge, type), object)
  }

  /// As the page's script would send a passkey that is used.
  func assertion(_ challenge: String, type: String = "webauthn.get") throws -> String {
    let (data, client) = (header(flags), client(challenge, type))
    let signed = data + Array(SHA256.hash(data: client))
    return joined(id, client, data, try signature(of: signed), handle)
  }

  private func signature(of bytes: [UInt8]) throws -> [UInt8] {
    switch key {
    case .es256(let key): try Array(key.signature(for: bytes).derRepresentation)
    case .ed25519(let key): try Array(key.signature(for: bytes))
    }
  }

  private func client(_ challenge: String, _ type: String) -> [UInt8] {
    Array(
      "{\"type\":\"\(type)\",\"challenge\":\"\(challenge)\",\"origin\":\"\(origin)\",\"crossOrigin\":false}"
        .utf8)
  }

  private func header(_ flags: UInt8) -> [UInt8] {
    Array(SHA256.hash(data: Array(site.utf8))) + [flags] + withUnsafeBytes(of: counter.bigEndian, Array.init)
  }

  private var attested: [UInt8] {
    Array(repeating: 0, count: 16) + [UInt8(id.count >> 8), UInt8(id.count & 255)] + id + cose
  }

  private var cose: [UInt8] {
    switch key {
    case .es256(let key):
      let point = Array(key.publicKey.x963Representation.dropFirst())
      return [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21] + string(Array(point.prefix(32))) + [0x22]
        + string(Array(point.suffix(32)))
    case .ed25519(let key):
      return [0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21] + string(Array(key.publicKey.rawRepresentation))
    }
  }

  private func string(_ bytes: [UInt8]) -> [UInt8] {
    bytes.count < 256
      ? [0x58, UInt8(bytes.count)] + bytes
      : [0x59, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
  }

  private func text(_ text: String) -> [UInt8] { [0x60 + UInt8(text.utf8.count)] + Array(text.utf8) }

  private func joined(_ parts: [UInt8]...) -> String { parts.map(Base64URL.encode).joined(separator: ".") }
}
