import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateTesting
import Testing

@testable import TemplateSystems

/// What stands in one's own addresses does not count what others do.
@Suite struct RowNumberTests {
  let site: TestSite
  let olive: Person
  let sam: Person

  init() throws {
    site = try TestSite()
    _ = site.get("/")
    (olive, sam) = (try site.signUp("olive"), try site.signUp("sam"))
  }

  private func ids(_ table: String, of person: Person) throws -> [Int64] {
    try site.site.app.read {
      try Int64.fetchAll(
        $0, sql: "SELECT id FROM \(table) WHERE account_id = ? ORDER BY rowid", arguments: [person.id])
    }
  }

  @Test func whoMakesAltersLearnsNothingOfHowManyThereAre() throws {
    for name in ["Otter", "Owl"] { _ = site.post("/account/system/alters/new", ["name": name], as: olive) }
    let ids = try ids("template_alter", of: olive)
    #expect(ids.count == 2 && ids.allSatisfy { $0 > 1 << 32 && $0 < 1 << 52 })
    #expect(abs(ids[0] - ids[1]) > 1000, "nor which of them came together")
    let admin = try site.admin()
    _ = site.post("/account/alters", ["slug": "newcomer"], as: admin)
    let newest = try site.site.app.read {
      try Int64.fetchOne($0, sql: "SELECT id FROM template_alter WHERE slug = 'newcomer'")
    }
    #expect(newest == 4, "the site's own are counted among themselves")
  }

  /// Two switches of one's own: the numbers between them say how much time has passed, whoever switched in it.
  @Test func whoSwitchesLearnsNothingOfOthersSwitches() throws {
    let (mine, theirs) = try (TestSystem(site, of: sam), TestSystem(site, of: olive))
    _ = mine.switchTo(["alone": "\(mine.ids[0])"])
    for place in 0..<20 { _ = theirs.switchTo(["alone": "\(theirs.ids[place % 3])"]) }
    _ = mine.switchTo(["alone": "\(mine.ids[1])"])
    for table in ["template_switch", "template_span"] {
      let own = try ids(table, of: sam)
      let times = own.map { Moment(milliseconds: $0 >> 11) }
      #expect(own == own.sorted() && own.count == 2)
      #expect(times.allSatisfy { Moment.now - 60 < $0 && $0 <= .now }, "they follow the clock alone")
    }
  }

  @Test func numbersByTheClockGoOnWhereTheyWere() throws {
    try site.site.app.write { db in
      let first = try RowNumber.next(in: "template_switch", db)
      try db.execute(
        sql: "INSERT INTO template_switch(id, account_id, at, source) VALUES(?, NULL, 0, 'site')",
        arguments: [first + 1_000_000])
      #expect(try RowNumber.next(in: "template_switch", db) == first + 1_000_001)
    }
  }
}
