import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct ImpersonationTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
    _ = site.post("/forums/manage", ["name": "Kitchen", "description": ""], as: ada)
  }

  @Test func `a red bar on every page says in whose name, and leads back`() throws {
    let acting = try act()
    for page in ["/", "/forums/", "/forums/category/1", "/rtc/", "/nowhere"] {
      let text = site.get(page, as: acting).text
      #expect(text.contains("class=\"acting\"") && text.contains("/account/acting/end"), "\(page)")
    }
    #expect(!site.get("/", as: david).text.contains("class=\"acting"))

    let back = site.post("/account/acting/end", as: acting)
    let own = Person(id: ada.id, name: ada.name, token: try #require(back.cookie("session")))
    #expect(site.get("/admin/", as: own).status == .ok)
    #expect(site.get("/", as: acting).text.contains("/sign-in"))
  }

  @Test func `it only looks`() throws {
    let acting = try act()
    let before = try posts()
    let answer = site.post(
      "/forums/category/1/new", ["title": "Mine", "text": "No.", "nonce": "1"], as: acting)

    #expect(answer.status == .forbidden && answer.text.contains("nothing can be changed"))
    #expect(answer.text.contains("No."))  // what was typed is kept
    #expect(site.post("/forums/read", as: acting).status == .forbidden)
    #expect(try posts() == before)
  }

  @Test func `reading in somebody's name does not mark it read for them`() throws {
    let thread = site.post(
      "/forums/category/1/new", ["title": "Bread", "text": "It rises.", "nonce": "1"], as: ada
    ).location
    #expect(site.get(thread, as: try act()).status == .ok)
    #expect(site.get("/forums/", as: david).text.contains("1 new"))
  }

  @Test func `who is silenced or suspended themselves writes as nobody else`() throws {
    let boss = try site.admin("boss")
    let acting = try act()
    _ = site.post("/account/acting/raise", ["reason": "david asked"], as: acting)
    let sanction = { (kind: String) in
      try self.site.site.app.write { db in
        try db.execute(
          sql: "INSERT INTO admin_sanction(user_id, kind, reason, author_id, at) VALUES (?, ?, 'Spam', ?, 0)",
          arguments: [self.ada.id, kind, boss.id])
      }
    }
    try sanction("silenced")
    let form = ["title": "Mine", "text": "No.", "nonce": "1"]
    let answer = site.post("/forums/category/1/new", form, as: acting)
    #expect(answer.status == .forbidden && answer.text.contains("The reason: Spam"))
    try sanction("suspended")
    #expect(site.get("/account", as: acting).status == .seeOther)
    #expect(site.get("/", as: acting).text.contains("/sign-in"))
  }

  @Test func `raised with a reason it writes, and each step has both names in the log`() throws {
    let acting = try act()
    #expect(site.post("/account/acting/raise", ["reason": " "], as: acting).status == .unprocessableContent)
    #expect(site.post("/account/acting/raise", ["reason": "david asked"], as: acting).status == .seeOther)

    let answer = site.post(
      "/forums/category/1/new", ["title": "Mine", "text": "Hi.", "nonce": "1"], as: acting)
    #expect(answer.status == .seeOther)
    #expect(site.get(answer.location).text.contains("david"))
    _ = site.post("/account/acting/end", as: acting)

    let rows = try site.site.app.read {
      try Row.fetchAll(
        $0, sql: "SELECT act, actor, acting_as, after FROM admin_audit WHERE act GLOB 'user.act*' ORDER BY id"
      )
    }
    #expect(rows.map { $0["act"] } == ["user.act-as", "user.act-as.raise", "user.acted", "user.act-as.end"])
    #expect(rows.allSatisfy { $0["actor"] == ada.id })
    #expect(rows.map { $0["acting_as"] } == [nil, david.id, david.id, david.id])
    #expect(rows.map { $0["after"] } == [nil, "david asked", nil, nil])
    #expect(site.get("/account", as: david).text.contains("ada looked at the site as you"))
    #expect(site.get("/account", as: david).text.contains("david asked"))
  }

  @Test(arguments: [
    "/account", "/account/sessions", "/account/alters", "/account/front", "/account/system", "/admin/",
    "/admin/users",
  ])
  func `the account and the control room stay closed, raised or not`(page: String) throws {
    let acting = try act()
    #expect(site.get(page, as: acting).status == .forbidden)
    _ = site.post("/account/acting/raise", ["reason": "because"], as: acting)
    #expect(site.get(page, as: acting).status == .forbidden)
    #expect(site.post("/account/password", ["password-new": "a b c d e f"], as: acting).status == .forbidden)
  }

  @Test func `it ends after half an hour, and with the admin's own session or right`() throws {
    let acting = try act()
    let authentication = site.site.admin.authentication
    #expect(try !authentication.viewer(token: acting.token, now: .now + 29 * 60).isGuest)
    #expect(try authentication.viewer(token: acting.token, now: .now + 31 * 60).isGuest)

    _ = try site.site.app.write { db in try Session.endAll(of: ada.id, db) }
    #expect(try authentication.viewer(token: acting.token, now: .now).isGuest)
    #expect(site.post("/account/acting/end", as: acting).cookie("session") == nil)
  }

  @Test func `signing out in somebody's name leads back to oneself`() throws {
    let back = site.post("/sign-out", as: try act())
    let own = Person(id: ada.id, name: ada.name, token: try #require(back.cookie("session")))
    #expect(site.get("/admin/", as: own).status == .ok)
    #expect(site.get("/account", as: david).text.contains("for a minute"))
  }

  @Test func `whoever may no longer do it is out at the next request`() throws {
    let acting = try act()
    try site.site.app.write {
      try $0.execute(sql: "UPDATE admin_permission SET granted = 0 WHERE key = 'admin.act-as'")
    }
    #expect(try site.site.admin.authentication.viewer(token: acting.token, now: .now).isGuest)
    let answer = site.get("/forums/", as: acting)
    #expect(answer.location == "/forums/")
    #expect(site.get("/admin/", as: try ada.after(answer)).status == .ok)
    #expect(site.get("/", as: acting).text.contains("/sign-in"))
  }

  @Test func `it takes who has shown just now that it is them, and nobody confirms in another's name`() throws
  {
    let viewer = try site.site.admin.authentication.viewer(token: try act().token, now: .now)
    #expect(!viewer.isConfirmed(at: .now))

    try site.age(confirmationsBy: 700)
    let answer = site.post("/admin/users/\(david.id)/act-as", as: ada)
    #expect(answer.status == .forbidden && answer.text.contains("confirm-password"))
  }

  @Test func `who owes a second factor looks as nobody, and is seen with a guest's rights`() throws {
    let mona = try site.moderator()
    let (asDavid, asMona) = (try act(), try act(as: mona))
    let need = { (role: String) in
      try self.site.site.app.write {
        try $0.execute(sql: "INSERT INTO admin_factor_duty (role) VALUES (?)", arguments: [role])
      }
    }
    try need("moderator")
    #expect(site.get("/forums/", as: asMona).status == .ok)
    #expect(site.get("/forums/held", as: asMona).status == .ok)
    try need("admin")
    #expect(try site.site.admin.authentication.viewer(token: asDavid.token, now: .now).isGuest)
  }

  @Test func `only admins, only below them, never themselves`() throws {
    let mona = try site.moderator()
    let anna = try site.admin("anna")
    for (actor, target) in [(mona, david), (ada, ada), (ada, anna), (david, mona)] {
      let answer = site.post("/admin/users/\(target.id)/act-as", as: actor)
      #expect(answer.status == .forbidden && answer.cookie("session") == nil)
    }
    #expect(site.post("/admin/users/\(david.id)/act-as", as: try act(as: mona)).status == .forbidden)
    #expect(site.get("/account/acting/raise", as: ada).status == .notFound)
  }

  @Test func `nobody looks as somebody who may more than they`() throws {
    let mona = try site.moderator()
    let kim = try site.keeper(as: ada)
    _ = site.post("/admin/permissions", ["grant": "moderator:admin.act-as"], as: ada)
    #expect(site.post("/admin/users/\(david.id)/act-as", as: mona).status == .seeOther)
    #expect(site.post("/admin/users/\(kim.id)/act-as", as: try monaAgain(mona)).status == .seeOther)

    _ = site.post("/admin/permissions", ["grant": "keeper:admin.logs"], as: ada)
    let again = try monaAgain(mona)
    #expect(site.post("/admin/users/\(kim.id)/act-as", as: again).status == .forbidden)
    #expect(!site.get("/admin/users/\(kim.id)", as: again).text.contains("/act-as"))
  }

  private func monaAgain(_ mona: Person) throws -> Person {
    Person(id: mona.id, name: mona.name, token: try site.site.admin.signIn(userId: mona.id, now: .now))
  }

  @Test func `the pages for everybody stay open`() throws {
    try site.set("page.rules", "Be kind.")
    #expect(site.get("/rules", as: try act()).status == .ok)
  }

  @Test func `the person does not find it among their browsers, and it does not count as a visit`() throws {
    _ = try act()
    #expect(site.get("/account/sessions", as: david).text.components(separatedBy: "Sign out<span").count == 2)
  }

  private func act(as person: Person? = nil) throws -> Person {
    let person = person ?? david
    let answer = site.post("/admin/users/\(person.id)/act-as", as: ada)
    return Person(id: person.id, name: person.name, token: try #require(answer.cookie("session")))
  }

  private func posts() throws -> Int {
    try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM forums_post") ?? 0 }
  }
}
