import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct SettingsTests {
  let site: TestSite
  let ada: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
  }

  @Test func `a change holds at once and is audited with before and after`() throws {
    let answer = site.post(
      "/admin/settings", ["section": "site", "site.name": "Elm Street", "site.about": ""], as: ada)

    #expect(answer.location == "/admin/settings#section-site")
    #expect(site.get("/sign-in").text.contains("Sign in · Elm Street"))
    #expect(try audited() == ["setting:site.name Rowhouse → Elm Street"])
  }

  @Test(arguments: [
    ("site", "site.name", ""), ("site", "site.name", String(repeating: "x", count: 61)),
    ("site", "site.name", "two\nlines"), ("site", "site.name", "turned \u{202E}around"),
    ("accounts", "sign-up.mode", "everyone"), ("accounts", "session.idle-days", "0"),
    ("accounts", "session.idle-days", "ten"), ("accounts", "session.idle-days", "200"),
    ("mail", "mail.host", "mail.example.org -T /etc/passwd"), ("mail", "mail.host", "a..b"),
    ("mail", "mail.port", "70000"), ("mail", "mail.from", "me@example.org\r\nBcc: all@example.org"),
    ("mail", "mail.user", "a:b"), ("mail", "mail.password", "two\nlines"),
    ("pages", "page.rules", "nul \u{0} byte"),
  ])
  func `a wrong value is refused, shown again, and changes nothing`(
    section: String, setting: String, value: String
  ) throws {
    let answer = site.post("/admin/settings", ["section": section, setting: value], as: ada)

    #expect(answer.status == .unprocessableContent || answer.status == .badRequest)
    #expect(try audited().isEmpty)
  }

  @Test func `two admins at one page of rules don't overwrite each other`() throws {
    let forms = site.get("/admin/settings", as: ada).text.components(
      separatedBy: "name=\"section\" value=\"pages\"")
    let saw = String(
      forms[0].components(separatedBy: "name=\"saw\" value=\"").last?.prefix { $0 != "\"" } ?? "")
    let answers = ["Be kind.", "Be brief."].map { text in
      site.post("/admin/settings", ["section": "pages", "page.rules": text, "saw": saw], as: ada)
    }
    #expect(answers.map(\.status) == [.seeOther, .conflict])
    #expect(answers[1].text.contains(">Be kind.</pre>") && answers[1].text.contains("value=\"Be brief.\""))
  }

  @Test func `of several values in a section none is taken when one is wrong`() throws {
    let answer = site.post(
      "/admin/settings", ["section": "site", "site.name": "Elm Street", "site.noun": ""], as: ada)

    #expect(answer.text.contains("value=\"Elm Street\""))
    #expect(answer.text.contains("id=\"site.noun-error\""))
    #expect(site.get("/sign-in").text.contains("Sign in · Rowhouse"))
  }

  @Test func `a secret is never shown, neither on the page nor in the log, and stays when left empty`() throws
  {
    _ = site.post("/admin/settings", ["section": "mail", "mail.password": "open sesame"], as: ada)
    let after = site.post(
      "/admin/settings", ["section": "mail", "mail.password": "", "mail.from": "us@example.org"], as: ada)

    #expect(after.status == .seeOther)
    #expect(!site.get("/admin/settings", as: ada).text.contains("sesame"))
    #expect(try !audited().joined().contains("sesame"))
    #expect(try site.site.app.read { try SiteSettings($0)[.mailPassword] } == "open sesame")
  }

  @Test func `only admins see and change them`() throws {
    let mona = try site.moderator()
    #expect(site.get("/admin/settings", as: mona).status == .forbidden)
    #expect(site.post("/admin/settings", ["section": "site"], as: mona).status == .forbidden)
    #expect(site.get("/admin/settings").status == .seeOther)
  }

  @Test func `rules are a page, and linked, only once there are some`() throws {
    #expect(site.get("/rules").status == .notFound)
    #expect(!site.get("/sign-in").text.contains("href=\"/rules\""))

    _ = site.post(
      "/admin/settings", ["section": "pages", "page.rules": "# Be kind\n\n<script>alert(1)</script>"], as: ada
    )

    let page = site.get("/rules")
    #expect(page.text.contains("Be kind</h"))
    #expect(!page.text.contains("<script>alert"))
    #expect(site.get("/sign-in").text.contains("<a href=\"/rules\">Rules</a>"))
    #expect(site.get("/sign-up").text.contains("<a href=\"/rules\">the rules of this place</a>"))
    #expect(!site.get("/sign-in").text.contains("href=\"/privacy\""))
  }

  @Test func `how long a session lasts follows the settings at the next request`() throws {
    let david = try site.signUp("david")
    try site.set("session.idle-days", "1")
    let viewer = try site.site.admin.authentication.viewer(token: david.token, now: .now + 90_000)
    #expect(viewer.isGuest)
  }

  private func audited() throws -> [String] {
    try site.site.app.read { db in
      try Row.fetchAll(
        db, sql: "SELECT target, before, after FROM admin_audit WHERE act = 'setting.change' ORDER BY id"
      ).map { "\($0[0] as String) \($0[1] as String? ?? "") → \($0[2] as String? ?? "")" }
    }
  }
}
