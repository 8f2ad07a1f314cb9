import Components
import Crypto
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct SecondFactorTests {
  let site: TestSite
  let david: Person
  let app: OneTimePassword
  let codes: [String]

  init() throws {
    site = try TestSite()
    (app, david, codes) = try site.addApp(to: try site.signUp("david"))
  }

  private var code: String { app.code(at: OneTimePassword.step(at: .now)) }

  @Test func `the page to set up an app shows a QR code and the key in groups of four`() throws {
    let page = site.get("/account/two-factor", as: try site.signUp("mona"))

    #expect(page.status == .ok)
    #expect(page.text.contains("<svg class=\"qr\""))
    #expect(page.text.contains(/<code class="secret">([A-Z2-7]{4} ){7}[A-Z2-7]{4}<\/code>/))
    #expect(page.response.header(.cacheControl) == "no-store")
  }

  @Test func `an app counts only once a code of it was right, and the same key is shown again until then`()
    throws
  {
    let mona = try site.signUp("mona")
    let secret = Base32.encode(.random(20))

    let answer = site.post("/account/two-factor", ["secret": secret, "code": "000000"], as: mona)

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("value=\"\(secret)\""))
    #expect(site.typePassword("mona").location == "/")
  }

  @Test func `the password alone opens a page that asks for the code, and nothing else`() throws {
    let halfway = site.typePassword("david")

    #expect(halfway.location == "/sign-in/second")
    #expect(halfway.cookie("session") == nil)
    let token = try #require(halfway.cookie("halfway"))
    #expect(site.get("/account", headers: ["Cookie": "session=\(token)"]).location.hasPrefix("/sign-in"))
    #expect(site.get("/sign-in/second", headers: ["Cookie": "halfway=\(token)"]).text.contains("Six digits"))

    let answer = site.typeCode(code, after: halfway)
    #expect(answer.location == "/")
    #expect(site.get("/account", as: try david.after(answer)).status == .ok)
  }

  @Test func `where one wanted to go is remembered over both pages`() {
    let halfway = site.post(
      "/sign-in", ["name": "david", "password": TestSite.password, "next": "/rtc/"])

    #expect(halfway.location == "/sign-in/second?next=%2Frtc%2F")
  }

  @Test func `the state between the two pages ends with its use, and is nobody else's`() throws {
    let halfway = site.typePassword("david")
    _ = site.typeCode(code, after: halfway)

    #expect(site.typeCode(codes[0], after: halfway).location == "/sign-in")
    #expect(site.post("/sign-in/second", ["code": codes[0]]).location == "/sign-in")
    #expect(site.get("/sign-in/second").location == "/sign-in")
  }

  @Test func `the state between the two pages ends after five minutes`() throws {
    let tickets = site.site.admin.tickets
    let now = Moment.now
    let entrant = Entrant(user: david.id, password: 0)
    try tickets.issue(.halfway("x"), for: entrant, now: now)

    #expect(try tickets.entrant(of: .halfway("x"), now: now + 299) == entrant)
    #expect(try tickets.entrant(of: .halfway("x"), now: now + 300) == nil)
    #expect(try !tickets.spend(.halfway("x"), now: now + 300))
  }

  @Test func `a code works once, also where the clock still allows it`() throws {
    let used = code
    #expect(site.typeCode(used, after: site.typePassword("david")).location == "/")

    let again = site.typeCode(used, after: site.typePassword("david"))

    #expect(again.status == .unprocessableContent)
    #expect(again.text.contains("was used before"))
  }

  @Test func `a code of another account, or of another time, is wrong`() throws {
    let (other, _, others) = try site.addApp(to: try site.signUp("mona"))
    let halfway = site.typePassword("david")

    #expect(
      site.typeCode(other.code(at: OneTimePassword.step(at: .now)), after: halfway).status
        == .unprocessableContent)
    #expect(site.typeCode(others[0], after: halfway).status == .unprocessableContent)
    let late = app.code(at: OneTimePassword.step(at: .now) + 3)
    #expect(site.typeCode(late, after: halfway).status == .unprocessableContent)
  }

  @Test func `eight wrong codes are enough, whatever comes then`() {
    let halfway = site.typePassword("david")
    for _ in 1...8 { #expect(site.typeCode("000000", after: halfway).text.contains("This code is wrong")) }

    #expect(site.typeCode(code, after: halfway).text.contains("too often"))
    #expect(site.typeCode(codes[0], after: site.typePassword("david")).text.contains("too often"))
  }

  @Test func `each recovery code works once, however it is typed`() throws {
    #expect(Set(codes).count == 10)
    #expect(site.typeCode(codes[0], after: site.typePassword("david")).location == "/")
    #expect(site.typeCode(codes[0], after: site.typePassword("david")).status == .unprocessableContent)
    let loose = codes[1].lowercased().replacing("-", with: " ")
    #expect(site.typeCode(loose, after: site.typePassword("david")).location == "/")

    #expect(site.get("/account", as: david).text.contains("8 of 10 left"))
  }

  @Test func `recovery codes are 128 random bits each, and the database has their hashes alone`() throws {
    let letters = codes.map { $0.replacing("-", with: "") }
    #expect(codes.count == 10 && Set(letters).count == 10)
    #expect(letters.allSatisfy { Base32.decode($0)?.count == 16 })
    let stored = try site.site.app.read { try Row.fetchAll($0, sql: "SELECT * FROM admin_recovery_code") }
    #expect(stored.count == 10)
    #expect(!letters.contains { stored.description.contains($0) })
  }

  @Test func `a recovery code of the days when they were shorter still works once`() throws {
    let old = "ABCD-EFGH-IJKL-MNOP"
    try site.site.app.write { db in
      try db.execute(
        sql: "INSERT INTO admin_recovery_code (user_id, code) VALUES (?, ?)",
        arguments: [david.id, Data(SHA256.hash(data: Data(old.replacing("-", with: "").utf8)))])
    }
    #expect(site.typeCode(old, after: site.typePassword("david")).location == "/")
    #expect(site.typeCode(old, after: site.typePassword("david")).status == .unprocessableContent)
  }

  @Test func `new recovery codes end the old ones`() throws {
    let page = site.post("/account/recovery-codes", as: david)

    #expect(page.text.matches(of: /<code>[A-Z2-7-]{32}<\/code>/).count == 10)
    #expect(site.typeCode(codes[0], after: site.typePassword("david")).status == .unprocessableContent)
    let stored = try site.site.app.read { try Data.fetchAll($0, sql: "SELECT code FROM admin_recovery_code") }
    #expect(stored.count == 10 && stored.allSatisfy { $0.count == 32 })
  }

  @Test func `recovery codes alone are no second factor`() throws {
    #expect(site.post("/account/recovery-codes", as: try site.signUp("mona")).status == .unprocessableContent)
    #expect(site.post("/account/two-factor/remove", as: david).location == "/account#signing-in")

    #expect(site.typePassword("david").location == "/")
    #expect(!site.get("/account", as: david).text.contains("of 10 left"))
  }

  @Test func `there is one app, and adding a second changes nothing`() throws {
    let other = OneTimePassword(secret: .random(20))
    let fields = [
      "secret": Base32.encode(other.secret), "code": other.code(at: OneTimePassword.step(at: .now)),
    ]

    #expect(site.post("/account/two-factor", fields, as: david).text.contains("an authenticator app already"))
    #expect(site.typeCode(code, after: site.typePassword("david")).location == "/")
  }

  @Test(arguments: ["", "M", "MZXW6YTB", String(repeating: "A", count: 5000)])
  func `a form with another secret is refused`(secret: String) {
    #expect(
      site.post("/account/two-factor", ["secret": secret, "code": "1"], as: david).status == .badRequest)
  }

  @Test func `a new password without the old one doesn't lead around the second factor`() throws {
    try site.site.admin.resetPassword(of: "david", to: "something else entirely", now: .now)

    let answer = site.post("/sign-in", ["name": "david", "password": "something else entirely"])

    #expect(answer.location == "/sign-in/second")
    #expect(answer.cookie("session") == nil)
  }

  @Test func `adding a factor puts a new token in place of the session's old one`() throws {
    let mona = try site.signUp("mona")
    let (_, after, _) = try site.addApp(to: mona)

    #expect(site.get("/account", as: mona).status == .seeOther)
    #expect(site.get("/account", as: after).status == .ok)
  }

  @Test func `an admin's factors stand in the audit log, a member's don't`() throws {
    let before = try site.acts().count
    let (_, ada, codes) = try site.addApp(to: try site.admin())
    _ = site.typeCode(codes[0], after: site.typePassword("ada"))
    _ = site.post("/account/recovery-codes", as: ada)
    _ = site.post("/account/two-factor/remove", as: ada)

    #expect(
      try site.acts().dropFirst(before) == [
        "user.create", "factor.add", "recovery-code.use", "recovery-code.make", "factor.remove",
      ])
  }
}
