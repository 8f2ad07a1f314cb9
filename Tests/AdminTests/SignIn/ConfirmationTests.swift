import Components
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct ConfirmationTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
  }

  private var role: String { "/admin/users/\(david.id)/role" }

  @Test func `signing in is good for ten minutes`() throws {
    try site.age(confirmationsBy: 590)
    #expect(site.post(role, ["role": "moderator"], as: ada).status == .seeOther)

    try site.age(confirmationsBy: 601)
    #expect(site.post(role, ["role": "member"], as: ada).status == .forbidden)
    #expect(site.get("/admin/users/\(david.id)", as: ada).text.contains("<dd>Moderator</dd>"))
  }

  @Test func `the page that asks keeps what was typed, and the act goes on with it`() throws {
    try site.age(confirmationsBy: 601)

    let page = site.post("\(role)?x=1", ["role": "moderator", "note": "<b>", "password": "secret"], as: ada)

    #expect(page.text.contains("action=\"\(role)?x=1\""))
    #expect(page.text.contains("name=\"role\" value=\"moderator\""))
    #expect(page.text.contains("name=\"note\" value=\"&lt;b&gt;\""))
    #expect(!page.text.contains("secret"))

    let answer = site.post(role, ["role": "moderator", "confirm-password": TestSite.password], as: ada)
    #expect(answer.location == "/admin/users/\(david.id)")
    #expect(try site.acts().suffix(2).sorted() == ["session.confirm", "user.role"])
  }

  @Test func `confirming gives the session a new token, and is good for what follows`() throws {
    try site.age(confirmationsBy: 601)
    let answer = site.post(role, ["role": "moderator", "confirm-password": TestSite.password], as: ada)
    let after = try ada.after(answer)

    #expect(site.get("/admin", as: ada).status == .seeOther)
    #expect(site.post(role, ["role": "member"], as: after).status == .seeOther)
  }

  @Test func `a wrong password changes nothing and keeps what was typed`() throws {
    try site.age(confirmationsBy: 601)

    let page = site.post(role, ["role": "moderator", "confirm-password": "wrong"], as: ada)

    #expect(page.status == .forbidden)
    #expect(page.text.contains("This is not your password"))
    #expect(page.text.contains("name=\"role\" value=\"moderator\""))
    #expect(!page.text.contains("\"wrong\""))
    #expect(site.get("/admin", as: ada).status == .ok)
  }

  @Test func `guessing the password here is throttled as at the door`() throws {
    try site.age(confirmationsBy: 601)
    // Five count for the session, and five more as everybody's do.
    for _ in 1...12 { _ = site.post(role, ["role": "moderator", "confirm-password": "wrong"], as: ada) }

    let page = site.post(role, ["role": "moderator", "confirm-password": TestSite.password], as: ada)

    #expect(page.status == .forbidden && page.text.contains("too often"))
  }

  @Test func `an act that fails leaves the session as it was`() throws {
    try site.age(confirmationsBy: 601)

    let answer = site.post(
      "/admin/users/999/role", ["role": "member", "confirm-password": TestSite.password], as: ada)

    #expect(answer.status == .notFound)
    #expect(site.get("/admin", as: ada).status == .ok)
  }

  @Test func `a page that asks first is shown afterwards`() throws {
    try site.age(confirmationsBy: 601)
    let page = site.get("/account/two-factor", as: david)
    #expect(page.text.contains("name=\"next\" value=\"/account/two-factor\""))

    let answer = site.post(
      "/account/confirm", ["next": "/account/two-factor", "confirm-password": TestSite.password], as: david)

    #expect(answer.location == "/account/two-factor")
    #expect(site.get(answer.location, as: try david.after(answer)).text.contains("<svg class=\"qr\""))
  }

  @Test func `afterwards one stays on this site`() throws {
    try site.age(confirmationsBy: 601)

    let answer = site.post(
      "/account/confirm", ["next": "//evil.example", "confirm-password": TestSite.password], as: david)

    #expect(answer.location == "/")
  }

  @Test func `a code of one's app confirms, once; a recovery code doesn't`() throws {
    let (app, person, codes) = try site.addApp(to: david)
    try site.age(confirmationsBy: 601)
    let code = app.code(at: OneTimePassword.step(at: .now))
    #expect(site.get("/account/two-factor", as: person).text.contains("or a code from your app"))

    #expect(site.post("/account/confirm", ["confirm-password": codes[0]], as: person).status == .forbidden)
    let answer = site.post("/account/confirm", ["confirm-password": code], as: person)
    #expect(answer.status == .seeOther)
    try site.age(confirmationsBy: 601)
    #expect(
      site.post("/account/confirm", ["confirm-password": code], as: try person.after(answer)).status
        == .forbidden)
  }

  @Test func `a passkey of one's own confirms, somebody else's doesn't`() throws {
    let (key, other) = (SoftAuthenticator(), SoftAuthenticator())
    let person = try site.add(key, to: david)
    _ = try site.add(other, to: try site.signUp("mona"))
    try site.age(confirmationsBy: 601)

    #expect(try confirm(with: other, as: person).status == .forbidden)
    #expect(try confirm(with: key, as: person).status == .seeOther)
  }

  @Test func `guests are not asked, they sign in`() {
    #expect(site.get("/account/two-factor").location.hasPrefix("/sign-in"))
    #expect(site.post("/account/confirm", ["confirm-password": TestSite.password]).status == .unauthorized)
    #expect(site.post(role, ["role": "admin"], as: david).status == .forbidden)
  }

  @Test(arguments: [
    "/admin/users/:id/role", "/admin/users/:id/factors/remove", "/admin/permissions", "/admin/modules/:name",
    "/admin/second-factors",
    "/admin/users/:id/reset-link", "/admin/audit/export", "/account/mail/forget",
    "/admin/logs/:name/raw", "/account/two-factor", "/account/two-factor/remove", "/account/recovery-codes",
    "/account/passkeys", "/account/passkeys/:id/remove",
  ])
  func `what is dangerous asks first`(pattern: String) throws {
    let routes = site.site.admin.routes.filter { $0.pattern == pattern }
    let dangerous = try #require(routes.last)  // the POST, where there is a GET beside it

    #expect(dangerous.confirmed)
  }

  private func confirm(with key: SoftAuthenticator, as person: Person) throws -> Answer {
    let challenge = try site.challenge(site.post("/account/confirm/options", as: person))
    return try site.post(
      "/account/confirm", ["confirm-password": "", "confirm-passkey": key.assertion(challenge)], as: person)
  }
}
