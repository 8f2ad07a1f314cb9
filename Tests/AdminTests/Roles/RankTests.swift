import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct RankTests {
  let site: TestSite
  let ada: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
  }

  @Test func `who keeps accounts reaches none that holds more than they do`() throws {
    let kay = try site.person("kay", holding: ["admin.enter", "admin.moderate", "admin.users"], as: ada)
    let tom = try site.person("tom", holding: ["admin.enter", "admin.audit"], as: ada)
    let david = try site.signUp("david")
    for act in ["reset-link", "factors/remove", "sign-out"] {
      #expect(site.post("/admin/users/\(tom.id)/\(act)", as: kay).status == .forbidden, "\(act)")
    }
    #expect(
      site.post("/admin/users/\(tom.id)/role", ["role": "member"], as: kay).status == .unprocessableContent)
    #expect(!site.get("/admin/users/\(tom.id)", as: kay).text.contains("/reset-link"))

    #expect(site.post("/admin/users/\(david.id)/reset-link", as: kay).status == .created)
    try site.grant(["admin.audit"], to: "kay")
    #expect(site.post("/admin/users/\(tom.id)/reset-link", as: kay).status == .created)
  }

  @Test func `what somebody may do in one place counts as well`() throws {
    let kay = try site.person("kay", holding: ["admin.enter", "admin.moderate", "admin.users"], as: ada)
    let tom = try site.person("tom", holding: [], as: ada)
    _ = site.post("/forums/manage", ["name": "Cellar", "description": ""], as: ada)
    let cellar = Scope("forums.category", 1)
    site.say("kay:forums.read=no", in: cellar, as: ada)

    #expect(site.post("/admin/users/\(tom.id)/reset-link", as: kay).status == .forbidden)
    site.say("tom:forums.read=no", in: cellar, as: ada)
    #expect(site.post("/admin/users/\(tom.id)/reset-link", as: kay).status == .created)
  }

  @Test func `a link is good for as long as its maker might make it`() throws {
    let kay = try site.person("kay", holding: ["admin.enter", "admin.moderate", "admin.users"], as: ada)
    let david = try site.signUp("david")
    let path = try link(to: david, by: kay)
    #expect(site.get(path).status == .ok)

    try site.site.admin.setRole(of: "david", to: .moderator, now: .now)
    #expect(site.get(path).status == .notFound)
    #expect(site.post(path, ["password-new": "a whole new password"]).status == .notFound)

    try site.site.admin.setRole(of: "david", to: .member, now: .now)
    #expect(site.get(path).status == .ok)
    try site.site.admin.setRole(of: "kay", to: .member, now: .now)
    #expect(site.get(path).status == .notFound)
  }

  @Test func `who looks at the site as somebody sees no more when they may do more from then on`() throws {
    let kay = try site.person("kay", holding: ["admin.enter", "admin.moderate", "admin.act-as"], as: ada)
    try site.site.app.write {
      try $0.execute(sql: "UPDATE admin_role SET base = 'moderator' WHERE name = 'kay'")
    }
    let david = try site.signUp("david")
    let answer = site.post("/admin/users/\(david.id)/act-as", as: kay)
    let acting = Person(id: david.id, name: "david", token: try #require(answer.cookie("session")))
    #expect(site.get("/", as: acting).text.contains("class=\"acting\""))

    _ = try site.keeper("kim", as: ada)
    try site.grant(["admin.audit"], to: "keeper")
    try site.site.admin.setRole(of: "david", to: Role(rawValue: "keeper"), now: .now)

    #expect(!site.get("/", as: acting).text.contains("class=\"acting\""))
    #expect(site.get("/account", as: acting).status == .seeOther)
  }

  @Test func `a moderator disciplines whoever stands below, unless they keep what the moderator doesn't`()
    throws
  {
    let mona = try site.moderator()
    let kim = try site.keeper(as: ada)
    _ = site.post("/forums/manage", ["name": "Cellar", "description": ""], as: ada)
    site.say("moderator:forums.read=no", in: Scope("forums.category", 1), as: ada)
    let silence = { site.post("/admin/users/\(kim.id)/silence", ["silence-reason": "Shouting"], as: mona) }

    #expect(silence().status == .seeOther)
    try site.grant(["template.manage"], to: "keeper")
    #expect(silence().status == .forbidden)
  }

  private func link(to person: Person, by staff: Person) throws -> String {
    let page = site.post("/admin/users/\(person.id)/reset-link", as: staff)
    return String(
      try #require(page.text.firstMatch(of: /http:\/\/localhost:8080(\/sign-in\/reset\/[0-9a-f]{64})/)).1)
  }
}
