import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// Wrong tries from everywhere keep nobody out of an account in a browser that signed in before.
@Suite struct KnownDeviceTests {
  let site: TestSite
  let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  @Test func `a browser that signed in before comes in however often others try`() throws {
    let device = try signedIn()
    try knock(60) { Door.signIn(name: "david", address: "198.51.100.\($0)") }

    #expect(signIn().status == .tooManyRequests)
    #expect(signIn(device: device).status == .seeOther)
    #expect(signIn(device: Token.make()).status == .tooManyRequests, "one that is made up")
    _ = try site.signUp("zoe")
    #expect(signIn("zoe", device: device).status == .seeOther)
    try knock(60) { Door.signIn(name: "zoe", address: "198.51.100.\($0)") }
    #expect(signIn("zoe", device: device).status == .seeOther, "several accounts share a browser")
  }

  @Test func `a browser of one account is nothing to another`() throws {
    let device = try signedIn()
    _ = try site.signUp("zoe")
    try knock(60) { Door.signIn(name: "zoe", address: "198.51.100.\($0)") }
    #expect(signIn("zoe", device: device).status == .tooManyRequests)
  }

  @Test func `at the second step as well`() throws {
    let (app, _, codes) = try site.addApp(to: david)
    let halfway = site.typePassword("david")
    let device = try #require(site.typeCode(codes[0], after: halfway).cookie("device"))
    let next = site.typePassword("david")
    try knock(9) { _ in Door.code(of: david.id, from: nil) }

    let code = app.code(at: OneTimePassword.step(at: .now))
    #expect(site.typeCode(code, after: next).text.contains("too often"))
    let cookies = "halfway=\(next.cookie("halfway") ?? ""); device=\(device)"
    let answer = site.post("/sign-in/second", ["code": code, "next": "/"], headers: ["Cookie": cookies])
    #expect(answer.location == "/")
  }

  @Test func `whoever is signed in can still show who they are`() throws {
    try knock(60) { Door.signIn(name: "david", address: "198.51.100.\($0)") }
    let answer = site.post(
      "/account/password", ["password-old": TestSite.password, "password-new": "a whole new one"], as: david)
    #expect(answer.status == .seeOther)
  }

  @Test func `wrong tries in a known browser count there, and then for everybody`() throws {
    let device = try signedIn()
    let answers = (1...20).map { _ in signIn(password: "wrong", device: device).status }
    #expect(answers.prefix(10).allSatisfy { $0 == .unprocessableContent })
    #expect(answers.last == .tooManyRequests)
    #expect(signIn(device: device).status == .tooManyRequests)
  }

  @Test func `the cookie says nothing, and the database knows it by a hash for each account`() throws {
    let answer = signIn()
    let cookie = answer.response.headers.map(\.value).first { $0.hasPrefix("device=") }
    #expect(cookie?.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000") == true)
    let device = try #require(answer.cookie("device"))
    #expect(device.count == 64)
    _ = try site.signUp("zoe")
    #expect(signIn("zoe", device: device).cookie("device") == device)
    let hashes = try site.site.app.read { try Data.fetchAll($0, sql: "SELECT token FROM admin_device") }
    #expect(Set(hashes).count == 2 && hashes.allSatisfy { $0.count == 32 })
  }

  @Test func `twenty of an account are kept, for a year`() throws {
    try site.site.app.write { db in
      for _ in 0..<25 { try KnownDevice.remember(Token.make(), of: david.id, now: .now, db) }
    }
    #expect(try devices() == 20)
    try site.site.app.write { try KnownDevice.sweep(now: .now + 366 * 86_400, $0) }
    #expect(try devices() == 0)
  }

  @Test func `signing out everywhere and a new password leave this browser alone`() throws {
    _ = try signedIn()
    let here = try signedIn()
    _ = site.post("/account/sessions/end-others", as: david, headers: ["Cookie": "device=\(here)"])
    #expect(try devices() == 1)
    _ = try signedIn()
    _ = site.post(
      "/account/password", ["password-old": TestSite.password, "password-new": "a whole new one"], as: david,
      headers: ["Cookie": "device=\(here)"])
    #expect(try devices() == 1)
    try site.site.admin.resetPassword(of: "david", to: "another whole one", now: .now)
    #expect(try devices() == 0)
  }

  @Test func `right sign-ins do not make their address wait`() throws {
    let people = (0..<60).map { ("pupil\($0)", Role.member) }
    _ = try site.site.admin.createUsers(people, password: TestSite.password, now: .now)
    for (name, _) in people { #expect(signIn(name).status == .seeOther, "\(name)") }
  }

  @Test func `who signs in to one account without end waits, and nobody else does`() throws {
    for _ in 0..<20 { #expect(signIn().status == .seeOther) }
    #expect(signIn().status == .tooManyRequests)
    _ = try site.signUp("zoe")
    #expect(signIn("zoe").status == .seeOther)
  }

  @Test func `a try that could not be made counts nothing`() throws {
    let places = HashPlaces(site.site.settings)
    let answer = try places.hold(for: .stranger(mistakes: 0)) {
      site.post("/sign-in", ["name": "david", "password": "wrong"])
    }
    #expect(answer.status == .serviceUnavailable)
    let tries = try site.site.admin.throttle.limits.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_try")
    }
    #expect(tries == 0)
  }

  @Test func `the more often an address was wrong, the later its turn`() throws {
    let throttle = site.site.admin.throttle
    func caller(at now: Moment) throws -> HashPlaces.Caller? {
      var found: HashPlaces.Caller?
      let door = Door.signIn(name: "name\(now.milliseconds)", address: "198.51.100.7")
      let wrong: Int? = try throttle.attempt(door, now: now) {
        found = $0
        return nil
      }
      #expect(wrong == nil)
      return found
    }
    for mistakes in 0..<4 { #expect(try caller(at: .now) == .stranger(mistakes: mistakes)) }
    #expect(try caller(at: .now + 601) == .stranger(mistakes: 0))
  }

  @Test func `passkeys that are right do not make their address wait`() throws {
    let key = SoftAuthenticator()
    _ = try site.add(key, to: david)
    for _ in 0..<10 { #expect(try site.signIn(with: key).location == "/") }
    let left = try site.site.admin.throttle.limits.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_try")
    }
    #expect(left == 1, "of the challenge that made the key")
  }

  /// A minute ahead, so that no pause is over before the test is.
  private func knock(_ times: Int, _ door: (Int) -> Door) throws {
    let now = Moment.now + 60
    for number in 0..<times {
      let tried: Int? = try? site.site.admin.throttle.attempt(door(number), now: now) { _ in nil }
      #expect(tried == nil)
    }
  }

  private func signedIn() throws -> String { try #require(signIn().cookie("device")) }

  private func signIn(
    _ name: String = "david", password: String = TestSite.password, device: String? = nil
  ) -> Answer {
    site.signIn(name, password, headers: device.map { ["Cookie": "device=\($0)"] } ?? [:])
  }

  private func devices() throws -> Int {
    try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_device") ?? -1 }
  }
}
