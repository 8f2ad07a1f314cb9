import Foundation
import HTTPTypes
import Kit

/// What the browser is asked for (WebAuthn 5.4 and 5.5), as our script reads it.
struct PasskeyOptions: Encodable {
  private struct Site: Encodable {
    let id: String
    let name: String
  }
  private struct Person: Encodable {
    let id: String
    let name: String
    let displayName: String
  }
  private struct Kind: Encodable {
    var type = "public-key"
    let alg: Int64
  }
  private struct Known: Encodable {
    var type = "public-key"
    let id: String

    init(_ passkey: Passkey) { id = Base64URL.encode(passkey.credential) }
  }
  private struct Selection: Encodable {
    var residentKey = "required"
    var requireResidentKey = true
    var userVerification = "required"
  }

  private let challenge: String
  private let timeout = Tickets.lifetime * 1000
  private var rpId: String?
  private var userVerification: String?
  private var allowCredentials: [Known]?
  private var rp: Site?
  private var user: Person?
  private var pubKeyCredParams: [Kind]?
  private var excludeCredentials: [Known]?
  private var authenticatorSelection: Selection?
  private var attestation: String?

  /// Options to use a passkey; `known` narrows it to an account's own.
  init(challenge: String, _ party: RelyingParty, known: [Passkey] = []) {
    self.challenge = challenge
    rpId = party.id
    userVerification = "required"
    allowCredentials = known.map(Known.init)
  }

  /// Options to make a passkey.
  init(challenge: String, _ party: RelyingParty, for account: Viewer.Account, known: [Passkey]) {
    self.challenge = challenge
    rp = Site(id: party.id, name: party.id)
    user = Person(
      id: Base64URL.encode(AdminModule.handle(of: account.id)), name: account.name, displayName: account.name)
    pubKeyCredParams = [COSEKey.Algorithm.edDSA, COSEKey.Algorithm.es256].map { Kind(alg: $0) }
    excludeCredentials = known.map(Known.init)
    authenticatorSelection = Selection()
    attestation = "none"
  }

  func response() throws -> Response {
    let text = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    return .json(text).with(.cacheControl, "no-store")
  }
}

extension AdminModule {
  /// A challenge that only this browser can answer. Throws `Fault` 429 for an address that asks without end.
  func challenge(browser: String, _ request: Request) throws -> String {
    try throttle.admit([Door.challenge(request.address)], now: request.now)
    let text = Base64URL.encode(.random(32))
    try tickets.issue(.challenge(text, browser: browser), now: request.now)
    return text
  }
}
