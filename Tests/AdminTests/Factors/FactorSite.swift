import Components
import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import Admin

/// What tests of second factors do again and again.
extension TestSite {
  static let password = "correct horse battery"

  /// Gives somebody an authenticator app; the answer is its generator of codes and the person's new session.
  func addApp(to person: Person) throws -> (app: OneTimePassword, person: Person, codes: [String]) {
    let app = OneTimePassword(secret: .random(20))
    let step = OneTimePassword.step(at: .now) - 1  // so that the code of now is still good
    let answer = post(
      "/account/two-factor", ["secret": Base32.encode(app.secret), "code": app.code(at: step)], as: person)
    let codes = answer.text.matches(of: /<code>([A-Z2-7-]{32})<\/code>/).map { String($0.output.1) }
    return (app, try person.after(answer), codes)
  }

  /// Gives somebody a passkey.
  func add(_ key: SoftAuthenticator, to person: Person, named name: String = "My key") throws -> Person {
    try person.after(register(key, named: name, as: person))
  }

  func register(_ key: SoftAuthenticator, named name: String = "My key", as person: Person) throws -> Answer {
    let challenge = try challenge(post("/account/passkeys/options", as: person))
    return post("/account/passkeys", ["name": name, "passkey": key.registration(challenge)], as: person)
  }

  func challenge(_ answer: Answer) throws -> String {
    struct Options: Decodable { let challenge: String }
    return try JSONDecoder().decode(Options.self, from: Data(answer.bytes)).challenge
  }

  /// A guest's challenge and the cookie that binds it.
  func signInChallenge() throws -> (challenge: String, cookie: String) {
    let answer = post("/sign-in/passkey/options")
    return (try challenge(answer), "challenge=\(try #require(answer.cookie("challenge")))")
  }

  func signIn(with key: SoftAuthenticator) throws -> Answer {
    let (challenge, cookie) = try signInChallenge()
    return try post(
      "/sign-in/passkey", ["passkey": key.assertion(challenge)], headers: ["Cookie": cookie])
  }

  /// The right name and password; the answer leads to the second factor or in.
  func typePassword(_ name: String) -> Answer {
    post("/sign-in", ["name": name, "password": Self.password])
  }

  func typeCode(_ code: String, after answer: Answer) -> Answer {
    post(
      "/sign-in/second", ["code": code, "next": "/"],
      headers: ["Cookie": "halfway=\(answer.cookie("halfway") ?? "")"])
  }

  /// As if everybody had last confirmed who they are so many seconds ago.
  func age(confirmationsBy seconds: Int) throws {
    try site.app.write {
      try $0.execute(sql: "UPDATE admin_session SET confirmed_at = ?", arguments: [Moment.now - seconds])
    }
  }

  func acts() throws -> [String] {
    try site.app.read { try String.fetchAll($0, sql: "SELECT act FROM admin_audit ORDER BY id") }
  }
}

extension Person {
  /// With the session that an answer put in place of the old one.
  func after(_ answer: Answer) throws -> Person {
    Person(id: id, name: name, token: try #require(answer.cookie("session")))
  }
}
