import Admin
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// With nothing public, all that guests and members can ask for is the neutral site's, whatever goes on: a
/// switch, alters that come and go, an account with a system of its own, its friends and its lists.
@Suite struct NeutralSiteTests {
  let test: TestSite
  let ada: Person
  let map: SiteMap

  init() throws {
    test = try TestSite()
    ada = try test.admin()
    map = SiteMap(test: test, member: try test.signUp("moira"))
    for name in ["olive", "fred"] { _ = try test.signUp(name) }
    _ = test.post("/forums/manage", ["name": "Kitchen"], as: ada)
    _ = test.post("/rtc/rooms/new", ["name": "Kitchen", "position": "1"], as: ada)
    _ = test.post("/forums/category/1/new", ["title": "Hello", "text": "World"], as: ada)
    _ = test.post("/account/front", ["op": "nobody"], as: ada)
  }

  /// Bytes and headers, ETags among them, before and after.
  private func expectNoTrace(_ what: String, _ acts: () throws -> Void) throws {
    _ = map.pages()  // now everything has been read
    let (before, again) = (map.pages(), map.pages())
    try acts()
    let after = map.pages()
    var compared = 0
    for (address, old) in before where !Self.chance.contains(address) {
      let (new, control) = (try #require(after[address]), try #require(again[address]))
      #expect(new.lasting.difference(from: old.lasting) == nil, "\(what): \(address)")
      // What tells no time, and is the same from one moment to the next, is compared to the last byte.
      guard old == control, !old.tellsTime else { continue }
      compared += 1
      #expect(new.difference(from: old) == nil, "\(what): \(address)")
    }
    #expect(compared > before.count * 9 / 10, "all but the pages that tell the time")
  }

  /// Shows a new secret each time it is asked.
  private static let chance: Set = ["member /account/two-factor"]

  private func answers(_ answers: Answer...) {
    for answer in answers { #expect(answer.status == .seeOther, "\(answer.text.prefix(300))") }
  }

  @Test func aPrivateSwitchLeavesNoTrace() throws {
    try expectNoTrace("a switch") { answers(test.post("/account/front", ["alone": "3"], as: ada)) }
    try expectNoTrace("several") { answers(test.post("/account/front", ["add": "1"], as: ada)) }
    try expectNoTrace("an undo") { answers(test.post("/account/front/undo", as: ada)) }
  }

  @Test func privateAltersLeaveNoTraceHoweverTheyComeAndGo() throws {
    try expectNoTrace("a new one") { answers(test.post("/account/alters", ["slug": "newcomer"], as: ada)) }
    try expectNoTrace("an edit") {
      answers(test.post("/account/alters/4", ["name": "Named", "color": "#33aa77", "mood": "calm"], as: ada))
    }
    try expectNoTrace("the shared face") {
      answers(test.post("/account/front/together", ["wear": "together"], as: ada))
    }
    try expectNoTrace("the archive") { answers(test.post("/account/alters/4/archive", as: ada)) }
  }

  @Test func aPrivateSystemOfAnAccountLeavesNoTrace() throws {
    let (olive, fred) = try (person("olive"), person("fred"))
    try expectNoTrace("friends and lists") {
      answers(
        test.post("/account/friends", ["name": "fred"], as: olive),
        test.post("/account/friends/\(olive.id)/accept", as: fred),
        test.post("/account/friends/\(olive.id)/hear", ["hear": "yes"], as: fred),
        test.post("/account/friends/telling", ["tell": "yes"], as: olive))
      let list = test.post("/account/lists", ["title": "Close ones"], as: olive)
      answers(list, test.post(list.location, ["title": "Close ones", "friend": "\(fred.id)"], as: olive))
    }
    try expectNoTrace("alters, a front and its notices") {
      try furnish(olive)
      let now = Moment.now
      for second in 0...12 { try test.site.runTelling(at: now + second) }
      let latest = test.get("/account/notices/latest", as: fred)
      let rows = try told()
      #expect(latest.text == "olive: Otter is fronting.", "\(latest.status) \(rows)")
    }
    try expectNoTrace("the site's own") {
      try test.site.app.write { try $0.execute(sql: "UPDATE template_system SET account_id = \(olive.id)") }
    }
  }

  private func told() throws -> [String] {
    try test.site.app.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT json_array('telling', account_id, told, next, next_at) FROM template_telling
          UNION ALL SELECT json_array('notice', account_id, friend_id) FROM template_notice
          UNION ALL SELECT json_array('friend', account_id, friend_id, hears) FROM template_friend
          UNION ALL SELECT json_array('span', alter_id, ended_at) FROM template_span
          """)
    }
  }

  private func person(_ name: String) throws -> Person {
    let id = try test.site.app.read {
      try Int64.fetchOne($0, sql: "SELECT id FROM admin_user WHERE name = ?", arguments: [name])
    }
    let account = try #require(id)
    return Person(id: account, name: name, token: try test.site.admin.signIn(userId: account, now: .now))
  }

  /// One who is shown to friends, with all that an alter can have.
  private func furnish(_ olive: Person) throws {
    try test.site.app.write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO template_account(account_id, name, front_visibility)
            VALUES(\(olive.id), 'The Otters', 'friends');
          INSERT INTO template_alter(id, account_id, slug, name, visibility, front_visibility, created_at)
            VALUES(5, \(olive.id), 'otter', 'Otter', 'friends', 'friends', 0);
          INSERT INTO template_span(account_id, alter_id, position, started_at) VALUES(\(olive.id), 5, 1, 1);
          INSERT INTO template_group(account_id, name) VALUES(\(olive.id), 'Den');
          INSERT INTO template_field(account_id, name) VALUES(\(olive.id), 'Tea');
          """)
    }
  }

  /// Timing, without a clock: the next readers cause the same statements after a private switch as after any
  /// other write.
  @Test func aPrivateSwitchCostsTheNextReaderWhatAnyWriteCosts() throws {
    let mo = map.member
    _ = map.statements()
    #expect(test.post("/account/reach", ["who": "nobody"], as: mo).status == .seeOther)
    let usual = map.statements()
    answers(test.post("/account/front", ["alone": "2"], as: ada))
    let switched = map.statements()
    for (address, statements) in usual { #expect(switched[address] == statements, "\(address)") }
    #expect(usual.values.contains { $0.count > 3 })
  }
}

extension Site {
  /// What `rowhouse-jobs` does every second.
  fileprivate func runTelling(at now: Moment) throws {
    for job in houses.flatMap(\.jobs) where job.name == "template.tell-friends" { try job.run("", now) }
  }
}
