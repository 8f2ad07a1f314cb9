import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct AccountDeletionTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
    _ = site.post("/forums/manage", ["name": "Porch", "description": ""], as: ada)
    _ = site.post(
      "/forums/category/1/new", ["title": "A thread", "text": "Words of mine", "nonce": "1"], as: david)
  }

  @Test func `who leaves is signed out at once, and the account is there for thirty days`() throws {
    #expect(leave("keep").location == "/")

    #expect(site.get("/account", as: david).status == .seeOther)
    try passDays(29)
    #expect(try name() == "david")
    #expect(site.get("/forums/thread/1").text.contains("david"))
  }

  @Test func `by no way is a session opened for an account on its way out`() throws {
    _ = leave("keep")
    #expect(throws: Fault.self) { try site.site.admin.signIn(userId: david.id, now: .now) }
    let answer = signIn()
    #expect(answer.status == .ok)
    #expect(answer.cookie("session") == nil)
    #expect(answer.text.contains("You are leaving, david"))
    #expect(signIn("wrong").status == .unprocessableContent)
  }

  @Test func `one button leads back, once`() throws {
    _ = leave("remove")
    let path = try way()

    #expect(site.post(path).location == "/sign-in")
    #expect(site.post(path).status == .notFound)

    #expect(signIn().status == .seeOther)
    try passDays(31)
    #expect(try name() == "david")
    let acts = try acts()
    #expect(acts.suffix(2) == ["user.leave", "user.return"])
  }

  @Test func `after thirty days the name is nowhere, and posts stay readable if that was chosen`() throws {
    let zoe = try site.signUp("zoe")
    _ = leave("keep")
    try passDays(31)

    let search = site.get("/admin/users?q=david", as: ada).text
    #expect(search.contains("Nobody here"))
    #expect(!site.get("/admin/users/\(david.id)", as: ada).text.contains("earlier names"))
    let actions = site.get("/forums/thread/1", as: zoe).text
    #expect(actions.contains("deleted account"))
    #expect(!actions.contains("Befriend") && !actions.contains("/account/blocked?who="))
    let page = site.get("/forums/thread/1").text
    #expect(page.contains("Words of mine"))
    #expect(page.contains("deleted account"))
    #expect(!page.contains("david"))
    #expect(!site.get("/forums/").text.contains("david"))
    #expect(signIn().status == .unprocessableContent)
    let acts = try acts()
    #expect(acts.last == "user.erase")
  }

  @Test func `posts go if that was chosen, their text included`() throws {
    _ = site.post("/forums/thread/1/reply", ["text": "A neighbour's words", "nonce": "2"], as: ada)
    _ = leave("remove")
    try passDays(31)

    let page = site.get("/forums/thread/1").text
    #expect(!page.contains("Words of mine") && !page.contains("david"))
    #expect(page.contains("A neighbour"))
    let texts = try site.site.app.read { try String.fetchAll($0, sql: "SELECT source FROM forums_text") }
    #expect(texts.sorted() == ["", "A neighbour's words"])
  }

  @Test func `what stood around the account goes with it`() throws {
    let user = "/admin/users/\(david.id)"
    try site.set("newcomers.hold", "on")
    _ = site.post("/forums/thread/1/reply", ["text": "Nobody has read this"], as: david)
    _ = site.post("/account/blocked", ["name": "ada"], as: david)
    _ = site.post("/account/reach", ["who": "nobody"], as: david)
    _ = site.post("\(user)/notes", ["note": "Be gentle"], as: ada)
    _ = site.post("\(user)/silence", ["silence-reason": "Shouting"], as: ada)
    _ = site.post("\(user)/remove-posts", as: ada)
    _ = leave("remove")
    try passDays(31)

    for table in [
      "admin_block", "admin_reach", "admin_note", "admin_sanction", "admin_trace_removal", "forums_held",
    ] {
      let count = try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
      #expect(count == 0, "\(table)")
    }
    _ = site.post("\(user)/restore-posts", as: ada)
    #expect(site.get("/forums/thread/1").status == .notFound)
  }

  @Test func `forgetting twice, as after a crash, changes nothing more`() throws {
    _ = leave("remove")
    let deletion = try site.site.app.read { try AccountDeletion.find(of: david.id, $0) }
    for _ in 1...2 {
      for house in site.site.houses where type(of: house).name != "admin" {
        try house.erase(david.id, keepingPosts: deletion?.keepsPosts ?? true, now: .now)
      }
    }
    try passDays(31)
    #expect(try name() == "deleted account")
  }

  @Test func `the name stays kept, and no admin wakes what has gone`() throws {
    _ = leave("keep")
    try passDays(31)

    let answer = site.post("/sign-up", ["name": "david", "password": "correct horse battery"])
    #expect(answer.status == .unprocessableContent)
    #expect(site.post("/admin/users/\(david.id)/reset-link", as: ada).status == .notFound)
  }

  @Test func `the only admin can't leave`() throws {
    let answer = site.post("/account/leave", ["posts": "keep"], as: ada)
    #expect(answer.status == .unprocessableContent)
    #expect(site.get("/account", as: ada).status == .ok)
  }

  @Test func `without a choice nothing happens`() {
    #expect(leave("").status == .unprocessableContent)
    #expect(site.get("/account", as: david).status == .ok)
  }

  private func leave(_ posts: String) -> Answer { site.post("/account/leave", ["posts": posts], as: david) }

  private func signIn(_ password: String = "correct horse battery") -> Answer {
    site.signIn("david", password)
  }

  private func way() throws -> String {
    String(try #require(signIn().text.firstMatch(of: /\/sign-in\/return\/[0-9a-f]{64}/)).0)
  }

  private func passDays(_ days: Int) throws {
    let job = try #require(site.site.admin.jobs.first { $0.name == "admin.farewells" })
    try job.run("", .now + days * 86_400)
  }

  private func name() throws -> String? {
    try site.site.app.read {
      try String.fetchOne($0, sql: "SELECT name FROM admin_user WHERE id = ?", arguments: [david.id])
    }
  }

  private func acts() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT act FROM admin_audit WHERE act LIKE 'user.%' ORDER BY id")
    }
  }
}
