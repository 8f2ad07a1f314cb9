import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import TemplateSystems

/// Groups within groups, and fields of one's own.
@Suite struct GroupTests {
  private func group(_ id: Int64, in parent: Int64? = nil) -> AlterGroup {
    AlterGroup(id: id, parent: parent, name: "\(id)")
  }

  @Test func `a tree stands as its groups say, children behind their parents`() {
    let tree = GroupTree([group(3, in: 1), group(1), group(2, in: 3), group(4)])
    #expect(tree.all.map(\.path) == ["1", "1 › 3", "1 › 3 › 2", "4"])
    #expect(tree.ids(below: 3) == [2, 3])
    #expect(tree.parents(for: 3).map(\.group.id) == [1, 4], "not within itself")
  }

  @Test func `a loop that an import left is cut, and nobody is lost or shown twice`() {
    let tree = GroupTree([
      group(1, in: 3), group(2, in: 1), group(3, in: 2), group(4, in: 4), group(5, in: 99),
    ])
    #expect(tree.all.map(\.group.id).sorted() == [1, 2, 3, 4, 5])
  }

  @Test func `eight deep is the deepest`() {
    let chain = (1...8).map { group($0, in: $0 == 1 ? nil : $0 - 1) }
    let tree = GroupTree(chain + [group(9), group(10, in: 9)])
    #expect(tree.parents(for: nil).map(\.group.id) == [1, 2, 3, 4, 5, 6, 7, 9, 10])
    #expect(tree.parents(for: 9).map(\.group.id) == [1, 2, 3, 4, 5, 6], "two levels hang on it")
  }

  @Test func `groups are made, moved, and taken away without those in them`() throws {
    let site = try TestSite()
    let david = try site.signUp("david"), eve = try site.signUp("eve")
    let make = { (name: String, parent: String) in
      site.post("/account/system/groups", ["name": name, "parent": parent], as: david).status
    }
    #expect(make("Family", "") == .seeOther && make("Children", "1") == .seeOther)
    #expect(make("Friends", "") == .seeOther && make("", "") == .unprocessableContent)
    _ = site.post("/account/system/groups", ["name": "Eve's"], as: eve)
    #expect(make("Stolen", "4") == .unprocessableContent, "another account's group is none to stand in")
    #expect(
      site.post("/account/system/groups/1", ["name": "Family", "parent": "2"], as: david).status
        == .unprocessableContent)
    _ = site.post("/account/system/alters/new", ["name": "Mira", "group": "2"], as: david)
    #expect(site.get("/account/system?group=1", as: david).text.contains(">Mira<"), "in a group within it")
    #expect(!site.get("/account/system?group=3", as: david).text.contains(">Mira<"))
    #expect(site.post("/account/system/groups/3/move", ["to": "up"], as: david).status == .seeOther)
    let names = { try site.site.app.read { try AlterGroup.all(of: david.id, $0).map(\.name) } }
    #expect(
      try names() == ["Friends", "Children", "Family"] || names() == ["Friends", "Family", "Children"])
    #expect(site.post("/account/system/groups/1/delete", as: eve).status == .notFound)
    #expect(site.post("/account/system/groups/1/delete", as: david).status == .seeOther)
    let left = try site.site.app.read { try AlterGroup.all(of: david.id, $0) }
    #expect(left.first { $0.name == "Children" }?.parent == nil && left.count == 2)
    #expect(site.get("/account/system?group=2", as: david).text.contains(">Mira<"))
  }

  @Test(arguments: [
    ("text", "Two\nlines", "Two\nlines"), ("color", "33AA77", "#33aa77"), ("color", "teal", nil),
    ("date", "2026-02-28", "28 February 2026"), ("date", "2026-02-30", nil), ("month", "2", "February"),
    ("month", "13", nil), ("year", "1999", "1999"), ("year", "99", nil),
    ("month-year", "2026-11", "November 2026"), ("month-year", "2026-13", nil),
    ("timestamp", "2026-11-23T04:22", "2026-11-23 04:22"), ("timestamp", "2026-11-23 24:00", nil),
    ("month-day", "02-29", "29 February"), ("month-day", "02-30", nil),
  ])
  func `a field takes what its kind is, and reads it well`(kind: String, typed: String, words: String?) throws
  {
    let kind = try #require(CustomField.Kind(rawValue: kind))
    #expect(kind.value(typed).map(kind.words) == words)
  }

  @Test func `what a field can't take is shown again, and what an import left may stay`() throws {
    let site = try TestSite()
    let david = try site.signUp("david")
    _ = site.post("/account/system/fields", ["name": "Since", "kind": "year"], as: david)
    _ = site.post("/account/system/alters/new", ["name": "Mira"], as: david)
    let alter = try #require(
      try site.site.app.read {
        try Int64.fetchOne($0, sql: "SELECT id FROM template_alter ORDER BY created_at DESC, position DESC")
      })
    let form = "/account/system/alters/\(alter)"
    let bad = site.post(form, ["name": "Mira", "field-1": "long ago"], as: david)
    #expect(bad.status == .unprocessableContent && bad.text.contains("long ago"))
    try site.site.app.write { db in
      try db.execute(
        sql: "INSERT INTO template_field_value VALUES(?, 1, 'long ago'); ", arguments: [alter])
      try db.execute(
        sql: "UPDATE template_alter SET birthday = 'spring' WHERE id = ?", arguments: [alter])
    }
    let same = ["name": "Mira", "field-1": "long ago", "birthday": "spring"]
    #expect(site.post(form, same, as: david).status == .seeOther)
    let page = site.get(form.replacing("/account/system", with: ""), as: david).text
    #expect(page.contains("long ago") && page.contains("spring"))
    #expect(site.get("/account/system/fields/1/delete", as: david).text.contains("for 1 of you"))
    #expect(site.post("/account/system/fields/1/delete", as: david).status == .seeOther)
    #expect(!site.get(form, as: david).text.contains("long ago"))
  }
}
