import GRDB
import Kit

extension AdminModule {
  var relyingParty: RelyingParty { RelyingParty(house.settings) }

  /// The account whose passkey answered the challenge that this browser was given. Throws `Refusal`.
  func holder(of answer: String, browser: String, _ request: Request) throws -> Int64 {
    try believing(request) {
      let assertion = try Assertion(answer)
      try relyingParty.check(assertion)
      try spend(assertion.client, browser, request)
      guard let passkey = try house.read({ db in try Passkey.find(assertion.id, db) }) else {
        throw PasskeyFault.unknownPasskey
      }
      guard assertion.handle.isEmpty || assertion.handle == Self.handle(of: passkey.userId) else {
        throw PasskeyFault.wrongAccount
      }
      try assertion.check(key: COSEKey(passkey.key))
      guard try house.write({ try passkey.use(counter: assertion.data.counter, now: request.now, $0) }) else {
        throw PasskeyFault.counterWentBack
      }
      return passkey.userId
    }
  }

  /// A new passkey, made for the challenge that this browser was given. Throws `Refusal`.
  func registration(_ answer: String, browser: String, _ request: Request) throws -> Registration {
    try believing(request) {
      let registration = try Registration(answer)
      try relyingParty.check(registration)
      try spend(registration.client, browser, request)
      return registration
    }
  }

  /// How an authenticator remembers an account: its number says no more than its pages do.
  static func handle(of user: Int64) -> [UInt8] { Array("\(user)".utf8) }

  private func spend(_ client: ClientData, _ browser: String, _ request: Request) throws {
    guard try tickets.spend(.challenge(client.challenge, browser: browser), now: request.now) else {
      throw PasskeyFault.staleChallenge
    }
  }

  private func believing<Answer>(_ request: Request, _ check: () throws -> Answer) throws -> Answer {
    do {
      return try check()
    } catch let fault as PasskeyFault {
      house.security.note(.refused("passkey", fault, account: request.viewer.account?.id), request)
      throw Refusal(fault.sentence)
    }
  }
}

extension PasskeyFault {
  fileprivate var sentence: String {
    switch self {
    case .unknownPasskey: "This passkey belongs to no account here. It may have been removed."
    case .staleChallenge: "That took too long. Please try again."
    case .unknownAlgorithm: "This kind of passkey can't be used here. Please try another device."
    default: "This passkey could not be checked. Please try again, or sign in another way."
    }
  }
}
