import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct OneTimeLinkTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
  }

  @Test func `an admin makes the link, and the person chooses the password`() throws {
    let path = try resetLink()

    #expect(site.get(path).text.contains("A new password for david"))
    #expect(site.get("/account", as: david).status == .ok, "looking changes nothing")
    let answer = choose("a whole new password", at: path)

    #expect(answer.location == "/sign-in")
    #expect(answer.cookie("session") == nil, "a second factor is still asked for")
    #expect(site.get("/account", as: david).status == .seeOther)
    #expect(signIn("a whole new password") == .seeOther)
    let acts = try acts()
    #expect(acts.suffix(2) == ["user.reset-link", "user.password-reset"])
  }

  @Test func `a link works once`() throws {
    let path = try resetLink()
    _ = choose("a whole new password", at: path)

    #expect(site.get(path).status == .notFound)
    #expect(choose("somebody else's password", at: path).status == .notFound)
    #expect(signIn("a whole new password") == .seeOther)
  }

  @Test func `a newer link ends the older one, and time ends both`() throws {
    let (old, new) = (try resetLink(), try resetLink())
    #expect(site.get(old).status == .notFound)
    #expect(site.get(new).status == .ok)
    try site.site.app.write { try $0.execute(sql: "UPDATE admin_link SET expires_at = 1") }
    #expect(site.get(new).status == .notFound)
  }

  @Test(arguments: ["short", "password123", "DAVID", "12345678", "qwertyuiop"])
  func `a password that anybody would guess is refused, and the link stays good`(password: String) throws {
    let path = try resetLink()
    #expect(choose(password, at: path).status == .unprocessableContent)
    #expect(choose("a whole new password", at: path).status == .seeOther)
  }

  @Test func `a link of one purpose serves no other`() throws {
    let token = try resetLink().dropFirst("/sign-in/reset/".count)
    #expect(site.get("/account/mail/\(token)").status == .notFound)
    #expect(site.post("/account/mail/\(token)").status == .notFound)
  }

  @Test func `the database knows a link by its hash only`() throws {
    let token = try resetLink().dropFirst("/sign-in/reset/".count)
    let rows = try site.site.app.read { try Row.fetchAll($0, sql: "SELECT * FROM admin_link") }
    #expect(rows.count == 1)
    #expect(!rows.description.contains(token))
  }

  @Test func `the address in a link never comes from the request`() throws {
    let page = site.post(
      "/admin/users/\(david.id)/reset-link", as: ada,
      headers: ["Host": "evil.example", "X-Forwarded-Host": "evil.example"])
    #expect(!page.text.contains("evil.example"))
  }

  @Test func `nobody makes a link for themselves, for somebody above them, or without the right`() throws {
    #expect(site.post("/admin/users/\(ada.id)/reset-link", as: ada).status == .forbidden)
    #expect(site.post("/admin/users/\(ada.id)/reset-link", as: try site.moderator()).status == .forbidden)
    #expect(site.post("/admin/users/999/reset-link", as: ada).status == .notFound)
  }

  @Test func `a mail address holds once its link was opened and confirmed`() throws {
    let token = try site.site.app.write {
      try OneTimeLink.make(
        .mail, for: david.id, mail: MailAddress("david@example.org"), hours: 24, now: .now, $0)
    }

    #expect(site.get("/account/mail/\(token)").text.contains("david@example.org"))
    #expect(try mail() == nil, "looking changes nothing")
    #expect(site.post("/account/mail/\(token)").location == "/sign-in")
    #expect(try mail() == "david@example.org")
    #expect(site.post("/account/mail/\(token)").status == .notFound)

    _ = site.post("/account/mail/forget", as: david)
    #expect(try mail() == nil)
  }

  private func resetLink() throws -> String {
    let page = site.post("/admin/users/\(david.id)/reset-link", as: ada)
    #expect(page.status == .created)
    let match = try #require(
      page.text.firstMatch(of: /http:\/\/localhost:8080(\/sign-in\/reset\/[0-9a-f]{64})/))
    return String(match.1)
  }

  private func choose(_ password: String, at path: String) -> Answer {
    site.post(path, ["password-new": password])
  }

  private func signIn(_ password: String) -> Response.Status {
    site.post("/sign-in", ["name": "david", "password": password]).status
  }

  private func mail() throws -> String? { try site.site.app.read { try User.mail(of: david.id, $0) } }

  private func acts() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT act FROM admin_audit WHERE act LIKE 'user.%' ORDER BY id")
    }
  }
}
