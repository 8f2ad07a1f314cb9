import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateTesting
import Testing

@testable import TemplateSystems

/// Somebody else's history shows no more than their front would, and is not there where it shows nothing.
@Suite struct HistoryPrivacyTests {
  private let site: TestSite
  private let david: Person
  private let system: TestSystem
  private let judith: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
    judith = try site.signUp("judith")
    system = try TestSystem(site, of: david, shown: .everyone)
    try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z")
    try system.span(1, "2026-01-05T10:00:00Z", "2026-01-05T12:00:00Z")
  }

  private func show(front: Visibility, history: Visibility) throws {
    try site.site.app.write {
      try $0.execute(
        sql: """
          INSERT OR REPLACE INTO template_account(account_id, visibility, front_visibility, history_visibility)
          VALUES(?, 'public', ?, ?)
          """, arguments: [david.id, front.rawValue, history.rawValue])
    }
  }

  private func statuses() -> [Response.Status] {
    [nil, judith, david].map { site.get("/systems/\(david.id)/history", as: $0).status }
  }

  @Test func `nothing said, nothing shown`() throws {
    #expect(statuses() == [.notFound, .notFound, .notFound])
    let nobody = site.get("/systems/999999/history", as: judith).text
    let there = site.get("/systems/\(david.id)/history", as: judith).text
    #expect(nobody.replacing("999999", with: "\(david.id)") == there)
  }

  @Test func `it is never wider than the front`() throws {
    try show(front: .nobody, history: .everyone)
    #expect(statuses()[..<2] == [.notFound, .notFound])
    try show(front: .members, history: .everyone)
    #expect(statuses()[..<2] == [.notFound, .ok])
    try show(front: .everyone, history: .members)
    #expect(statuses()[..<2] == [.notFound, .ok])
    try show(front: .everyone, history: .everyone)
    #expect(statuses() == [.ok, .ok, .ok])
  }

  @Test func `of each alter only what their own front shows, and never a note or a comment`() throws {
    try show(front: .everyone, history: .everyone)
    try site.site.app.write { db in
      try db.execute(
        sql: "UPDATE template_alter SET front_visibility = 'members' WHERE id = ?", arguments: [system.ids[0]]
      )
      try db.execute(
        sql: "UPDATE template_alter SET visibility = 'private' WHERE id = ?", arguments: [system.ids[1]])
    }
    _ = system.switchTo(["alone": "\(system.ids[2])", "note": "only for us"])
    let guest = site.get("/systems/\(david.id)/history").text
    let member = site.get("/systems/\(david.id)/history", as: judith).text
    #expect(guest.contains("Cleo") && !guest.contains("Alba") && !guest.contains("Bo<"))
    #expect(member.contains("Cleo") && member.contains("Alba") && !member.contains("Bo<"))
    #expect(!member.contains("only for us") && !guest.contains("only for us"))
    let ada = site.get("/systems/\(david.id)/history", as: try site.admin()).text
    #expect(ada.contains("Alba") && !ada.contains("Bo<"), "whoever runs the site is a member here")
  }

  @Test func `a line is not cut where somebody moved who may not be seen`() throws {
    try show(front: .everyone, history: .everyone)
    try site.site.app.write {
      try $0.execute(
        sql: "UPDATE template_alter SET visibility = 'private' WHERE id = ?", arguments: [system.ids[1]])
      try $0.execute(sql: "DELETE FROM template_span")
    }
    let (alba, bo) = ("\(system.ids[0])", "\(system.ids[1])")
    for fields in [["alone": alba], ["add": bo], ["earlier": bo], ["earlier": alba], ["earlier": bo]] {
      _ = system.switchTo(fields)
    }
    #expect(try system.spans.count > 2, "it is cut for the system itself")
    func lines() -> Int { site.get("/systems/\(david.id)/history").text.matches(of: /<b>Alba<\/b>/).count }
    #expect(lines() == 1)
    _ = system.switchTo(["op": "nobody"])
    #expect(lines() == 1)
  }

  @Test func `a history is kept no wider than the front, and it is said`() throws {
    let path = "/account/system/front/showing"
    func kept() throws -> FrontShowing { try site.site.app.read { try FrontShowing.find(david.id, $0) } }
    let asked = site.post(path, ["front": "friends", "history": "public"], as: david)
    #expect(asked.text.contains("When each of you fronted: your friends."))
    #expect(asked.text.contains("so your history is shown to fewer people than you chose"))
    _ = site.postAgreeing(path, ["front": "friends", "history": "public"], as: david)
    #expect(
      try kept() == FrontShowing(account: david.id, front: ShownTo(.friends), history: ShownTo(.friends)))
    let forged = "history:\(david.id)=members[]"
    #expect(site.post("/account/showing", ["show": forged], as: david).status == .seeOther)
    #expect(try kept().history == ShownTo(.friends))
    let narrowed = site.post(path, ["front": "private", "history": "friends"], as: david)
    #expect(narrowed.cookie("flash")?.contains("fewer") ?? false)
    #expect(try kept() == FrontShowing(account: david.id))
    _ = site.postAgreeing(path, ["front": "members", "history": "private"], as: david)
    #expect(try kept().history == .nobody, "it does not come back with the front")
  }

  @Test func `who was archived is not shown, and statistics are for the system alone`() throws {
    try show(front: .everyone, history: .everyone)
    try site.site.app.write { try Alter.archive(system.ids[0], at: .now, $0) }
    #expect(!site.get("/systems/\(david.id)/history").text.contains("Alba"))
    #expect(site.get("/systems/\(david.id)/statistics", as: david).status == .notFound)
    #expect(!site.get("/account/system/front/statistics", as: judith).text.contains(">Bo<"))
  }

  @Test func `showing waits for a word, hiding does not`() throws {
    let path = "/account/system/front/showing"
    let asked = site.post(path, ["front": "members", "history": "members"], as: david)
    #expect(
      asked.text.contains("Who fronts in your system") && asked.text.contains("When each of you fronted"))
    #expect(statuses()[1] == .notFound)
    try show(front: .members, history: .members)
    #expect(statuses()[1] == .ok)
    #expect(
      site.post(path, ["front": "members", "history": "private"], as: david).location
        == "/account/system/front")
    #expect(statuses()[1] == .notFound)
  }
}
