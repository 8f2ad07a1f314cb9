import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct GuardedSettingTests {
  let site: TestSite
  let ada: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    for (setting, value) in [("mail.host", "mail.example.org"), ("mail.password", "open sesame")] {
      try site.set(setting, value)
    }
  }

  @Test(arguments: [
    ("mail", "mail.host", "evil.example"), ("mail", "mail.from", "me@evil.example"),
    ("accounts", "sign-up.mode", "approval"), ("accounts", "session.idle-days", "20"),
    ("site", "speaking.handle", "hidden"),
  ])
  func `what leads to everybody is for those who hold everything`(
    section: String, setting: String, value: String
  ) throws {
    let tom = try site.person("tom", holding: ["admin.enter", "admin.settings"], as: ada)
    let form = ["section": section, setting: value]

    #expect(site.post("/admin/settings", form, as: tom).status == .forbidden)
    #expect(
      site.post("/admin/settings", ["section": "site", "site.name": "Elm"], as: tom).status == .seeOther)
    #expect(site.post("/admin/settings", form, as: ada).status == .seeOther)
  }

  @Test func `who may not change a setting sees it, and sends the others`() throws {
    let tom = try site.person("tom", holding: ["admin.enter", "admin.settings"], as: ada)
    let page = site.get("/admin/settings", as: tom).text

    #expect(page.contains("value=\"mail.example.org\" autocomplete=\"off\" disabled"))
    #expect(page.contains("name=\"site.name\" value=\"Rowhouse\" autocomplete=\"off\" aria"))
    #expect(!page.contains("Save<span class=\"visually-hidden\"> Mail"))
    #expect(!site.get("/admin/settings", as: ada).text.contains("autocomplete=\"off\" disabled"))
  }

  @Test(arguments: [
    ("mail.host", "evil.example"), ("mail.port", "25"), ("mail.security", "none"), ("mail.user", "somebody"),
  ])
  func `letters that go another way take no password along`(setting: String, value: String) throws {
    _ = site.post("/admin/settings", ["section": "mail", "mail.from": "us@example.org"], as: ada)
    #expect(try password() == "open sesame")

    let answer = site.post(
      "/admin/settings", ["section": "mail", setting: value, "mail.password": ""], as: ada)

    #expect(answer.cookie("flash")?.contains("password%20is%20forgotten") == true)
    #expect(try password().isEmpty)
  }

  @Test func `the command line forgets it too, and says so`() throws {
    #expect(try site.site.admin.set("mail.host", to: "mail.example.org", now: .now).isEmpty)
    #expect(try site.site.admin.set("mail.host", to: "other.example.org", now: .now).contains("forgotten"))
    #expect(try password().isEmpty)
  }

  @Test func `one that is typed with the new way is kept`() throws {
    _ = site.post(
      "/admin/settings", ["section": "mail", "mail.host": "b.example", "mail.password": "new words"], as: ada)
    #expect(try password() == "new words")
  }

  @Test func `who it is is asked again only for what is guarded, and what was typed goes on`() throws {
    try site.age(confirmationsBy: 601)
    let form = ["section": "mail", "mail.host": "b.example", "mail.password": "new words"]
    #expect(
      site.post("/admin/settings", ["section": "site", "site.name": "Elm"], as: ada).status == .seeOther)

    let page = site.post("/admin/settings", form, as: ada)
    #expect(page.status == .forbidden && page.text.contains("Please confirm that it is you"))
    #expect(page.text.contains("name=\"mail.host\" value=\"b.example\""))
    #expect(page.text.contains("name=\"mail.password\"") && !page.text.contains("new words"))
    #expect(try password() == "open sesame")

    let answer = site.post(
      "/admin/settings", form.merging(["confirm-password": TestSite.password]) { $1 }, as: ada)
    #expect(answer.location == "/admin/settings#section-mail")
    #expect(try password() == "new words")
  }

  private func password() throws -> String {
    try site.site.app.read { try SiteSettings($0)[.mailPassword] }
  }
}
