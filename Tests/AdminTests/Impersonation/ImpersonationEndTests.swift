import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// However a look at the site as somebody else ends, the log has its end and the admin is told.
@Suite struct ImpersonationEndTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    _ = try site.admin("olga")
    ada = try site.admin()
    david = try site.signUp("david")
  }

  @Test func `after half an hour the log has the end, and the admin is themselves again`() throws {
    let acting = try act()
    try age(by: 31 * 60)
    try runJob()

    #expect(try ends() == ["its time was over"])
    let answer = site.get("/forums/?page=2", as: acting)
    #expect(answer.location == "/forums/?page=2")
    #expect(answer.cookie("flash")?.contains("half%20hour%20is%20over") == true)
    #expect(site.get("/admin/", as: try ada.after(answer)).status == .ok)
    #expect(site.get("/account", as: david).text.contains("for 30 minutes"))
  }

  @Test func `whoever asks before the job does is told as well, and the log has one end`() throws {
    let acting = try act()
    try age(by: 31 * 60)
    #expect(site.get("/", as: acting).cookie("session") != nil)
    try runJob()
    #expect(try ends() == ["its time was over"])
  }

  @Test func `a form in somebody's name that comes too late is not sent in the admin's`() throws {
    let acting = try act()
    try age(by: 31 * 60)
    let answer = site.post("/forums/read", as: acting)
    #expect(answer.status == .forbidden && answer.text.contains("no longer, so this was not done"))
    #expect(site.post("/account/acting/end", as: acting).cookie("session") != nil)
  }

  @Test func `a demotion ends it at once, and a promotion brings nothing back`() throws {
    let acting = try act()
    try site.site.admin.setRole(of: "ada", to: .member, now: .now)
    #expect(try ends() == ["no longer theirs to do"])
    try site.site.admin.setRole(of: "ada", to: .admin, now: .now)

    #expect(try site.site.admin.authentication.viewer(token: acting.token, now: .now).isGuest)
    let answer = site.get("/", as: acting)
    #expect(answer.cookie("flash")?.contains("no%20longer%20open%20to%20you") == true)
    #expect(site.get("/account", as: try ada.after(answer)).text.contains("<b>ada</b>"))
  }

  @Test func `so does a promotion of the person`() throws {
    _ = try act()
    try site.site.admin.setRole(of: "david", to: .admin, now: .now)
    #expect(try ends() == ["no longer theirs to do"])
  }

  @Test func `a new password of either ends it, and who has no session left is asked to sign in`() throws {
    let acting = try act()
    try site.site.admin.resetPassword(of: "ada", to: "something else entirely", now: .now)
    #expect(try ends() == ["the admin's own session ended"])
    let answer = site.get("/", as: acting)
    #expect(answer.cookie("session") == nil)
    #expect(answer.cookie("flash")?.contains("Please%20sign%20in") == true)

    let olga = try #require(try site.site.app.read { try User.named("olga", $0) })
    let again = Person(
      id: olga.id, name: "olga", token: try site.site.admin.signIn(userId: olga.id, now: .now))
    _ = try act(by: again)
    try site.site.admin.resetPassword(of: "david", to: "something else entirely", now: .now)
    #expect(try ends().last == "the account's sessions ended")
  }

  @Test func `a suspension of the person ends it, and leads the admin back`() throws {
    let mona = try site.moderator()
    let acting = try act()
    _ = site.post("/admin/users/\(david.id)/suspend", ["suspend-reason": "Spam"], as: mona)
    #expect(try ends() == ["the account's sessions ended"])
    #expect(site.get("/admin/", as: try ada.after(site.get("/", as: acting))).status == .ok)
  }

  private func act(by admin: Person? = nil) throws -> Person {
    try david.after(site.post("/admin/users/\(david.id)/act-as", as: admin ?? ada))
  }

  private func age(by seconds: Int) throws {
    try site.site.app.write {
      try $0.execute(sql: "UPDATE admin_acting SET begun_at = begun_at - ?", arguments: [seconds * 1000])
    }
  }

  private func runJob() throws {
    try #require(site.site.admin.jobs.first { $0.name == "admin.acting" }).run("", .now)
  }

  private func ends() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT after FROM admin_audit WHERE act = 'user.act-as.end' ORDER BY id")
    }
  }
}
