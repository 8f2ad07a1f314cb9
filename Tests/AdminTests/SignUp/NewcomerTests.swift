import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct NewcomerTests {
  let site: TestSite
  let ada: Person
  private static let words = "I am Zoë and I like narrow houses."

  init() throws {
    site = try TestSite()
    ada = try site.admin()
  }

  // MARK: closed

  @Test func `a closed door says so, and takes nobody`() throws {
    try site.set("sign-up.mode", "closed")

    #expect(site.get("/sign-up").text.contains("Nobody new can join at the moment."))
    #expect(ask("zoe").status == .forbidden)
    #expect(try names() == ["ada"])
  }

  // MARK: invite

  @Test func `an invitation lets one person in, once`() throws {
    try site.set("sign-up.mode", "invite")
    #expect(ask("zoe").status == .forbidden)
    let path = try invitation(by: ada)

    #expect(site.get(path).text.contains("action=\"\(path)\""))
    #expect(ask("zoe", at: path).status == .seeOther)
    #expect(ask("david", at: path).status == .forbidden)
    #expect(site.get(path).text.contains("it was used or withdrawn"))
    #expect(try names() == ["ada", "zoe"])
    #expect(site.get("/account/invites", as: ada).text.contains("<b>zoe</b> came by your invitation."))
  }

  @Test func `the database knows an invitation by its hash only`() throws {
    try site.set("sign-up.mode", "invite")
    let token = try invitation(by: ada).dropFirst("/sign-up/".count)
    let rows = try site.site.app.read { try Row.fetchAll($0, sql: "SELECT * FROM admin_invite") }
    #expect(rows.count == 1)
    #expect(!rows.description.contains(token))
  }

  @Test(arguments: ["suspend", "silence"])
  func `an invitation opens nothing while whoever made it may not write`(act: String) throws {
    try site.set("sign-up.mode", "invite")
    let boss = try site.admin("boss")
    let inviter = try site.moderator("mona")
    let path = try invitation(by: inviter)
    _ = site.post("/admin/users/\(inviter.id)/\(act)", ["\(act)-reason": "Spam"], as: boss)
    #expect(ask("zoe", at: path).status == .forbidden)
    _ = site.post("/admin/users/\(inviter.id)/un\(act)", as: boss)
    #expect(ask("zoe", at: path).status == .seeOther)
  }

  @Test func `an invitation opens nothing while whoever made it may invite nobody`() throws {
    try site.set("sign-up.mode", "invite")
    let mona = try site.moderator("mona")
    let path = try invitation(by: mona)
    let grant = { (granted: Bool) in
      try self.site.site.app.write {
        try $0.execute(
          sql: "UPDATE admin_permission SET granted = ? WHERE key = 'admin.invite' AND role = 'moderator'",
          arguments: [granted])
      }
    }
    try grant(false)
    #expect(site.get(path).text.contains("This invitation is not open"))
    try grant(true)
    #expect(!site.get(path).text.contains("This invitation is not open"))
    _ = site.post("/account/leave", ["posts": "keep"], as: mona)
    #expect(site.get(path).text.contains("This invitation is not open"))
  }

  @Test func `an invitation that is too old or withdrawn opens nothing`() throws {
    try site.set("sign-up.mode", "invite")
    let (old, withdrawn) = (try invitation(by: ada), try invitation(by: ada))
    try site.site.app.write { db in
      try db.execute(sql: "UPDATE admin_invite SET expires_at = 1 WHERE id = 1")
    }
    _ = site.post("/account/invites/2/withdraw", as: ada)

    #expect(ask("zoe", at: old).status == .forbidden)
    #expect(ask("zoe", at: withdrawn).status == .forbidden)
  }

  @Test func `nobody withdraws somebody else's invitation`() throws {
    try site.set("sign-up.mode", "invite")
    _ = try invitation(by: ada)
    #expect(site.post("/account/invites/1/withdraw", as: try site.signUp("david")).status == .notFound)
  }

  @Test func `nobody has more than twenty invitations waiting`() throws {
    try site.set("sign-up.mode", "invite")
    for _ in 1...20 { _ = try invitation(by: ada) }
    #expect(site.post("/account/invites", as: ada).status == .unprocessableContent)
  }

  @Test func `an invitation does not open a closed door`() throws {
    try site.set("sign-up.mode", "invite")
    let path = try invitation(by: ada)
    try site.set("sign-up.mode", "closed")
    #expect(ask("zoe", at: path).status == .forbidden)
  }

  // MARK: approval

  @Test func `who waits is no account and has no session by any way`() throws {
    try site.set("sign-up.mode", "approval")
    let answer = ask("zoe", words: Self.words)

    #expect(answer.text.contains("Thank you, zoe"))
    #expect(answer.cookie("session") == nil)
    #expect(signIn("zoe").status == .unprocessableContent)
    #expect(try names() == ["ada"])
    #expect(site.get("/admin/users", as: ada).text.contains("narrow houses"))
    #expect(site.get("/admin", as: ada).text.contains("waiting to be let in"))
  }

  @Test func `an admin lets somebody in, who then signs in with the password of then`() throws {
    try site.set("sign-up.mode", "approval")
    _ = ask("zoe", words: Self.words)

    #expect(site.post("/admin/newcomers/1", ["answer": "accept"], as: ada).status == .seeOther)

    #expect(signIn("zoe").status == .seeOther)
    #expect(!site.get("/admin/users", as: ada).text.contains("narrow houses"))
    #expect(try acts().contains("newcomer.accept"))
    #expect(site.post("/admin/newcomers/1", ["answer": "accept"], as: ada).status == .notFound)
  }

  @Test func `who is turned away leaves nothing behind, and the name is free`() throws {
    try site.set("sign-up.mode", "approval")
    _ = ask("zoe", words: Self.words)
    #expect(ask("zoe", words: Self.words).status == .unprocessableContent)

    _ = site.post("/admin/newcomers/1", ["answer": "refuse"], as: ada)

    #expect(signIn("zoe").status == .unprocessableContent)
    #expect(ask("zoe", words: Self.words).status == .ok)
    #expect(try acts().contains("newcomer.refuse"))
  }

  @Test(arguments: ["", "hi", String(repeating: "x", count: 1001), "turned \u{202E}around like this"])
  func `without a sentence nobody is asked, and what was typed is kept`(words: String) throws {
    try site.set("sign-up.mode", "approval")
    let answer = ask("zoe", words: words)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("value=\"zoe\""))
    #expect(words.isEmpty || words.contains("\u{202E}") || answer.text.contains(words))
  }

  @Test func `a member can't answer for an admin`() throws {
    try site.set("sign-up.mode", "approval")
    _ = ask("zoe", words: Self.words)
    let mona = try site.moderator()
    #expect(site.post("/admin/newcomers/1", ["answer": "accept"], as: mona).status == .forbidden)
  }

  // MARK: bots

  @Test func `a form that is sent faster than people write is asked for again, and then taken`() throws {
    try site.set("sign-up.pause", "2")
    let stamp = try site.site.app.read { try FormStamp($0) }
    let early = ask("zoe", shown: stamp.make(now: .now))
    #expect(early.status == .unprocessableContent)
    #expect(early.text.contains("faster than people write"))
    #expect(early.text.contains("value=\"zoe\""))
    #expect(ask("zoe", shown: stamp.make(now: .now - 3)).status == .seeOther)
  }

  @Test(arguments: ["", "1.AAAA", "99999999999999.x", "-1.", "a.b.c", String(repeating: "9", count: 150)])
  func `a stamp that is not ours is none`(stamp: String) throws {
    try site.set("sign-up.pause", "2")
    #expect(ask("zoe", shown: stamp).status == .unprocessableContent)
    #expect(try names() == ["ada"])
  }

  @Test func `nothing is written for a guest who looks at the form`() throws {
    _ = site.get("/sign-up")
    let before = try site.site.app.read { $0.totalChangesCount }
    _ = site.get("/sign-up")
    #expect(try site.site.app.read { $0.totalChangesCount } == before)
  }

  private func ask(
    _ name: String, words: String = "", shown: String = "", at path: String = "/sign-up"
  ) -> Answer {
    site.post(
      path,
      [
        "name": name, "password": "correct horse battery", "words": words, "shown": shown, "website": "",
      ])
  }

  private func signIn(_ name: String) -> Answer {
    site.signIn(name, "correct horse battery")
  }

  private func invitation(by person: Person) throws -> String {
    let page = site.post("/account/invites", as: person)
    let link = try #require(page.text.firstMatch(of: /http:\/\/localhost:8080(\/sign-up\/[0-9a-f]{64})/))
    return String(link.1)
  }

  private func names() throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: "SELECT name FROM admin_user ORDER BY id") }
  }

  private func acts() throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: "SELECT act FROM admin_audit ORDER BY id") }
  }
}
