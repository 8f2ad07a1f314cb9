import Crypto
import Foundation
import Kit

/// What this site is to an authenticator (WebAuthn 4): a host, and the addresses that its pages come from.
struct RelyingParty: Sendable {
  let id: String
  let origins: [String]

  init(_ settings: Settings) {
    id = settings.host
    origins = settings.origins
  }

  /// A key that was made for another site is none here. Older ones don't say for which they were made.
  func takes(_ passkey: Passkey) -> Bool { passkey.site.isEmpty || passkey.site == id }

  func check(_ registration: Registration) throws(PasskeyFault) {
    try registration.client.check(.create, origins: origins)
    try registration.data.check(site: hash)
    try registration.key.check()
  }

  func check(_ assertion: Assertion) throws(PasskeyFault) {
    try assertion.client.check(.get, origins: origins)
    try assertion.data.check(site: hash)
  }

  private var hash: [UInt8] { Array(SHA256.hash(data: Array(id.utf8))) }
}

extension Assertion {
  /// WebAuthn 7.2: the authenticator signs its data and the hash of the browser's.
  func check(key: COSEKey) throws(PasskeyFault) {
    guard key.signed(dataBytes + Array(SHA256.hash(data: client.bytes)), signature) else {
      throw .wrongSignature
    }
  }
}
