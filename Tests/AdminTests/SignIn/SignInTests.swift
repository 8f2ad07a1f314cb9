import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Logging
import Testing

@testable import Admin

@Suite struct SignInTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test func `a right name and password open a session`() throws {
    _ = try site.signUp("david")

    let answer = signIn("DAVID")

    #expect(answer.status == .seeOther)
    #expect(answer.location == "/")
    let token = try #require(answer.cookie("session"))
    let account = site.get("/account", headers: ["Cookie": "session=\(token)"])
    #expect(account.status == .ok)
    #expect(account.text.contains("<b>david</b>"))
  }

  @Test func `a wrong password and an unknown name get the same answer`() throws {
    _ = try site.signUp("david")

    let wrong = signIn("david", "not the password")
    let unknown = signIn("nobody-here", "not the password")

    #expect(wrong.status == .unprocessableContent)
    #expect(wrong.cookie("session") == nil)
    #expect(wrong.text.contains("This name and this password don"))
    #expect(wrong.text.replacing("david", with: "nobody-here") == unknown.text)
  }

  @Test func `what was typed is shown again, except the password`() throws {
    let answer = signIn("<david>", "a secret of mine")

    #expect(answer.text.contains("value=\"&lt;david&gt;\""))
    #expect(!answer.text.contains("a secret of mine"))
  }

  @Test func `signing in replaces the session that the browser had`() throws {
    let david = try site.signUp("david")

    _ = site.post(
      "/sign-in", ["name": "david", "password": "correct horse battery"], as: david)

    #expect(site.get("/account", as: david).status == .seeOther)
  }

  @Test func `signing out ends the session on the server and tells the daemon`() throws {
    let david = try site.signUp("david")

    let answer = site.post("/sign-out", as: david)

    #expect(answer.cookie("session") == "")
    #expect(site.get("/account", as: david).location == "/sign-in?next=%2Faccount")
    #expect(try topics() == ["session.revoked"])
  }

  @Test func `who tries one name too often from one place has to wait, even with the right password`() throws
  {
    _ = try site.signUp("david")
    // The pauses grow, so that on the slowest of machines one of these tries comes too soon.
    let answers = (1...20).map { _ in signIn("david", "wrong").status }

    #expect(answers.prefix(5).allSatisfy { $0 == .unprocessableContent })
    #expect(answers.last == .tooManyRequests)
    #expect(signIn("david").text.contains("Please wait"))
    #expect(signIn("mona", "wrong").status == .unprocessableContent)
  }

  @Test func `a success makes earlier tries count no more`() throws {
    _ = try site.signUp("david")
    for _ in 1...4 { _ = signIn("david", "wrong") }
    _ = signIn("david")

    #expect(signIn("david", "wrong").status == .unprocessableContent)
    #expect(signIn("david", "wrong").status == .unprocessableContent)
  }

  @Test(arguments: [
    ("/forums/thread/3?page=2", "/forums/thread/3?page=2"),
    ("/forums/ü", "/forums/%C3%BC"),
    ("//evil.example", "/"),
    ("/\\evil.example", "/"),
    ("/\t/evil.example", "/"),
    ("https://evil.example", "/"),
    ("javascript:alert(1)", "/"),
    ("/\r\nSet-Cookie: a=b", "/"),
    ("/sign-out", "/"),
    ("", "/"),
    ("/" + String(repeating: "a", count: 3000), "/"),
  ])
  func `after signing in one stays on this site`(asked: String, place: String) throws {
    #expect(NextPath.of(asked) == place)
  }

  @Test func `the place to go to travels with the form`() throws {
    _ = try site.signUp("david")
    #expect(site.get("/sign-in?next=/rtc/").text.contains("name=\"next\" value=\"/rtc/\""))

    let answer = site.post(
      "/sign-in", ["name": "david", "password": "correct horse battery", "next": "/rtc/"])

    #expect(answer.location == "/rtc/")
  }

  @Test func `a guest's cookie of nonsense is a guest's`() throws {
    for nonsense in ["x", String(repeating: "f", count: 64), String(repeating: "f", count: 9000), "'; --"] {
      let answer = site.get("/account", headers: ["Cookie": "session=\(nonsense)"])
      #expect(answer.status == .seeOther)
    }
  }

  @Test func `a password hashed for less is hashed anew when it is next right`() throws {
    let david = try site.signUp("david")
    let cheaper = try Passwords(cost: .init(logN: 2, r: 8, p: 1)).hash("correct horse battery")
    try site.site.app.write { try User.setPassword(cheaper, of: david.id, $0) }

    #expect(signIn("david", "wrong").status == .unprocessableContent)
    #expect(try stored() == cheaper)
    let first = try writes { #expect(signIn("david").status == .seeOther) }
    #expect(try stored()?.hasPrefix("$scrypt$ln=4,r=8,p=1$") == true)
    let second = try writes { #expect(signIn("david").status == .seeOther) }
    #expect(first == second + 1, "it waits in the writers' queue like every other")
  }

  /// How many have passed the gate meanwhile.
  private func writes(_ work: () throws -> Void) throws -> Int {
    let gate = try #require(try WriteGate(site.site.settings.run.appending(path: WriteGate.fileName)))
    let before = gate.pass {}.number
    try work()
    return gate.pass {}.number - before
  }

  @Test func `a password is good for as long as its person likes it`() throws {
    _ = try site.signUp("david")
    try site.site.app.write { try $0.execute(sql: "UPDATE admin_user SET created_at = 0") }
    #expect(signIn("david").location == "/")
  }

  @Test func `under https the cookie is bound to the host`() {
    let settings = { (url: String) in
      Settings(data: self.site.folder, home: TestSite.projectFolder, baseURL: url)
    }
    #expect(settings("http://example.org").cookieName("session") == "session")
    let secure = Authentication(
      site.site.admin.house, passwords: Passwords(cost: .sample), settings: settings("https://example.org"),
      visits: Visits(log: Logger(label: "test")) { _ in })
    #expect(secure.cookieName == "__Host-session")
    #expect(
      secure.cookie("x").text
        == "__Host-session=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000; Secure")
  }

  @Test func `two sites on one machine have cookies of their own`() throws {
    let (one, other) = (
      try TestSite(baseURL: "http://localhost:8181"), try TestSite(baseURL: "http://localhost:18181")
    )
    _ = try (one.signUp("david"), other.signUp("david"))
    let form = ["name": "david", "password": "correct horse battery"]
    let cookies = [one, other].map { $0.post("/sign-in", form) }.flatMap(\.response.headers)
      .filter { $0.name == .setCookie }.compactMap { $0.value.split(separator: ";").first }
    #expect(Set(cookies.map { $0.prefix { $0 != "=" } }).count == 4)
    for site in [one, other] {
      let page = site.get("/account", headers: ["Cookie": cookies.joined(separator: "; ")])
      #expect(page.text.contains("<b>david</b>"))
    }
    let secure = Settings(
      data: site.folder, home: TestSite.projectFolder, baseURL: "https://localhost:8443")
    #expect(secure.cookieName("device") == "__Host-device-8443")
  }

  @Test func `only nginx says where somebody is`() throws {
    _ = try site.signUp("david")
    let forged = [
      "X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9",
    ]
    let answer = site.post(
      "/sign-in", ["name": "david", "password": "correct horse battery"], headers: forged)
    #expect(answer.status == .seeOther)
    let addresses = try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT address FROM admin_session ORDER BY id")
    }
    #expect(addresses.last == "192.0.2.1")
  }

  private func signIn(_ name: String, _ password: String = "correct horse battery") -> Answer {
    site.signIn(name, password)
  }

  private func stored() throws -> String? {
    try site.site.app.read { try String.fetchOne($0, sql: "SELECT password FROM admin_user") }
  }

  private func topics() throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: "SELECT topic FROM outbox ORDER BY id") }
  }
}
