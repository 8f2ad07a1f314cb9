import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import TemplateTesting
import Testing

@testable import TemplateSystems

/// Every account fronts for itself, with the same operations as the site's own system.
@Suite struct AccountFrontTests {
  private let site: TestSite
  private let david: Person
  private let system: TestSystem
  private var ids: [String] { system.ids.map(String.init) }

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
    system = try TestSystem(site, of: david, statuses: ["Asleep"])
  }

  @Test func `switching, joining, stepping back and nobody`() throws {
    #expect(system.switchTo(["alone": ids[0]]).location == "/account/system/front")
    #expect(try system.front == ["Alba"])
    _ = system.switchTo(["add": ids[1]])
    #expect(try system.front == ["Alba", "Bo"])
    _ = system.switchTo(["remove": ids[0]])
    #expect(try system.front == ["Bo"])
    _ = system.switchTo(["op": "nobody"])
    #expect(try system.front == [])
  }

  @Test func `one comes in the place of another at one instant`() throws {
    _ = system.switchTo(["alone": ids[0]])
    _ = system.switchTo(["add": ids[1]])
    _ = system.switchTo(["op": "replace", "leaving": ids[0], "coming": ids[2]])
    #expect(try system.front == ["Cleo", "Bo"])
    let (left, came) = try site.site.app.read { db in
      (
        try Moment.fetchOne(
          db, sql: "SELECT max(ended_at) FROM template_span WHERE alter_id = ?", arguments: [system.ids[0]]),
        try Moment.fetchOne(
          db, sql: "SELECT started_at FROM template_span WHERE alter_id = ?", arguments: [system.ids[2]])
      )
    }
    #expect(left == came && left != nil)
  }

  @Test func `another order is a switch and breaks nobody's time`() throws {
    _ = system.switchTo(["alone": ids[0]])
    _ = system.switchTo(["add": ids[1]])
    _ = system.switchTo(["earlier": ids[1]])
    #expect(try system.front == ["Bo", "Alba"])
    let (first, since) = try site.site.app.read { db in
      let live = try #require(try Span.live(of: david.id, db).first { $0.alterId == system.ids[0] })
      return (
        try Moment.fetchOne(
          db, sql: "SELECT min(started_at) FROM template_span WHERE alter_id = ?", arguments: [live.alterId]),
        try Span.unbroken(since: live.startedAt, live.alterId, of: david.id, db)
      )
    }
    #expect(first == since, "fronting since the first of the spans that touch")
  }

  @Test func `undo takes switch after switch back, and who has left meanwhile stays away`() throws {
    for id in ids[0...2] { _ = system.switchTo(["alone": id]) }
    try site.site.app.write { try Alter.archive(system.ids[1], at: .now, $0) }
    _ = site.post("/account/system/front/undo", as: david)
    #expect(try system.front == [])
    _ = site.post("/account/system/front/undo", as: david)
    #expect(try system.front == ["Alba"])
    _ = site.post("/account/system/front/undo", as: david)
    #expect(try system.front == [])
    #expect(site.get("/account/system/front", as: david).text.contains("Nobody right now"))
    #expect(!site.get("/account/system/front", as: david).text.contains("Undo the last switch"))
  }

  @Test func `a note stays with the switch, a status with the front`() throws {
    _ = system.switchTo(["alone": ids[0], "note": "long day"])
    _ = site.post("/account/system/front/status", ["alter": ids[0], "status": "low energy"], as: david)
    #expect(site.get("/account/system/front", as: david).text.contains("low energy"))
    _ = system.switchTo(["add": ids[1]])
    _ = system.switchTo(["earlier": ids[1]])
    #expect(site.get("/account/system/front", as: david).text.contains("low energy"))
    let note = try site.site.app.read {
      try String.fetchOne(
        $0, sql: "SELECT note FROM template_switch WHERE account_id = ? ORDER BY id", arguments: [david.id])
    }
    #expect(note == "long day")
  }

  @Test func `a switch may have been earlier, but not before the one before, nor tomorrow`() throws {
    _ = system.switchTo(["alone": ids[0], "at": "2026-01-05T08:00"])
    #expect(try system.spans == ["Alba 2026-01-05T08:00:00Z …"])
    for (time, sentence) in [
      ("2026-01-05T07:59", "There is a switch after that time already"),
      ("2999-01-01T00:00", "That time has not come yet"), ("soon", "There is no such time"),
    ] {
      let answer = system.switchTo(["alone": ids[1], "at": time, "note": "kept <text>"])
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains(sentence), "\(time)")
      #expect(answer.text.contains("kept &lt;text&gt;"))
    }
    #expect(try system.front == ["Alba"])
    _ = system.switchTo(["alone": ids[1], "at": "2026-01-05T09:00"])
    #expect(
      try system.spans == [
        "Alba 2026-01-05T08:00:00Z 2026-01-05T09:00:00Z", "Bo 2026-01-05T09:00:00Z …",
      ])
  }

  @Test func `a custom front is nobody in person and gives way to people`() throws {
    _ = system.switchTo(["alone": ids[3]])
    _ = system.switchTo(["add": ids[0]])
    let front = try site.site.app.read { try Front.current(of: david.id, $0) }
    #expect(front.fronters.map(\.alter.isPerson) == [false, true])
    #expect(front.seen(by: .owner).map(\.name) == ["Alba", "Asleep"])
    #expect(site.get("/account/system/front", as: david).text.contains("nobody in person"))
  }

  @Test func `another's alters are nobody, and the site's front stays as it is`() throws {
    let judith = try site.signUp("judith")
    #expect(site.post("/account/system/front", ["alone": ids[0]], as: judith).status == .notFound)
    #expect(site.post("/account/system/front", ["alone": "1"], as: judith).status == .notFound)
    _ = site.get("/")
    let before = try site.site.app.read { try Front.current($0).ids }
    _ = system.switchTo(["alone": ids[0]])
    #expect(try site.site.app.read { try Front.current($0).ids } == before)
    #expect(try site.site.app.read { try Front.current(of: judith.id, $0).fronters.isEmpty })
  }

  @Test func `a switch is told to the account's own pages and to nobody else, and is in no log`() throws {
    let last = try site.site.app.read {
      try Int64.fetchOne($0, sql: "SELECT ifnull(max(id), 0) FROM outbox") ?? 0
    }
    let logged = try count("admin_audit")
    _ = system.switchTo(["alone": ids[0]])
    let audiences = try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT audience FROM outbox WHERE id > ?", arguments: [last])
    }
    #expect(audiences == ["account:\(david.id)"])
    #expect(try count("admin_audit") == logged)
  }

  private func count(_ table: String) throws -> Int {
    try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }
}

/// `rowhouse front` speaks to the same functions.
@Suite struct FrontOrderTests {
  private let site: TestSite
  private let david: Person
  private let system: TestSystem

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
    system = try TestSystem(site, of: david)
  }

  private func order(_ order: FrontOrder, of account: Int64?, at time: String? = nil) throws -> Bool {
    try site.site.template.systems.order(order, of: account, at: time, note: "by command", now: .now)
  }

  @Test func `it switches the site's system with an audit entry, and its file follows`() throws {
    #expect(try order(.set(["dexen", "Yuki"]), of: nil))
    #expect(try site.site.template.systems.front(of: nil, now: .now).map(\.alter) == ["dexen", "yuki"])
    #expect(try !order(.set(["dexen", "yuki"]), of: nil))
    let csv = try String(contentsOf: site.folder.appending(path: "template/alters.csv"), encoding: .utf8)
    #expect(csv.contains("dexen,1,1") && csv.contains("yuki,1,2"))
    let entry = try #require(
      try site.site.app.read {
        try Row.fetchOne(
          $0, sql: "SELECT act, before, after, address FROM admin_audit ORDER BY id DESC LIMIT 1")
      })
    #expect(entry["act"] == "front.switch" && entry["address"] == "command line")
    #expect([entry["before"], entry["after"]] as [String?] == ["4", "5,6"])
    #expect(try order(.undo, of: nil))
    #expect(try site.site.template.systems.front(of: nil, now: .now).map(\.alter) == ["seles"])
  }

  @Test func `it switches an account's system, also afterwards`() throws {
    #expect(try order(.add(["alba"]), of: david.id, at: "2026-01-05 08:00"))
    #expect(try order(.add(["BO"]), of: david.id))
    #expect(try order(.remove(["alba"]), of: david.id))
    #expect(try system.front == ["Bo"])
    #expect(try order(.out, of: david.id))
    #expect(try system.spans[0].hasPrefix("Alba 2026-01-05T08:00:00Z 20"))
    let sources = try site.site.app.read {
      try String.fetchSet($0, sql: "SELECT source || note FROM template_switch WHERE account_id IS NOT NULL")
    }
    #expect(sources == ["commandby command"])
  }

  @Test(arguments: [["nobody-here"], ["alba", "nobody-here"]])
  func `an unknown name changes nothing`(names: [String]) throws {
    #expect(throws: Fault.self) { try order(.set(names), of: david.id) }
    #expect(try system.front == [])
  }

  @Test func `a name that two have asks which`() throws {
    try site.site.app.write {
      try $0.execute(
        sql: "UPDATE template_alter SET name = 'Same' WHERE account_id = ?", arguments: [david.id])
    }
    let fault = #expect(throws: Fault.self) { try order(.set(["same"]), of: david.id) }
    #expect(fault?.message == "same is the name of alba, bo, cleo: say which")
    #expect(try order(.set(["bo"]), of: david.id))
  }
}
