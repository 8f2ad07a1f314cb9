import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import Pictures
@testable import TemplateSystems

/// Large systems stay quick; limits hold; what an account kept goes with it.
@Suite struct SystemLimitsTests {
  private let site: TestSite
  private let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  private func fill(_ count: Int, visibility: String = "private") throws {
    try site.site.app.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
          INSERT INTO template_alter(account_id, slug, name, position, created_at, visibility)
            SELECT ?, 'a' || n, 'Alter ' || n, n, 0, ? FROM n
          """, arguments: [count, david.id, visibility])
      try db.execute(
        sql: """
          INSERT INTO template_field_visibility
            SELECT id, 'pronouns', 'private' FROM template_alter WHERE account_id = ?
          """, arguments: [david.id])
    }
  }

  @Test func `five thousand are paged, found and counted in a tenth of a second`() throws {
    try fill(AccountAlter.most, visibility: "public")
    _ = site.postAgreeing("/account/system/edit", ["visibility": "public"], as: david)
    _ = site.postAgreeing("/account/system/groups", ["name": "All", "visibility": "public"], as: david)
    try site.site.app.write {
      try $0.execute(
        sql: "INSERT INTO template_group_alter SELECT 1, id FROM template_alter WHERE account_id = ?",
        arguments: [david.id])
    }
    let pages = [
      "/account/system", "/account/system?page=105", "/account/system?q=4999",
      "/account/system?group=1&page=60",
      "/account/system?show=order&page=50", "/systems/\(david.id)?page=105", "/systems/\(david.id)?group=1",
    ]
    for page in pages {
      _ = site.get(page, as: david)
      let times = (0..<5).map { _ in
        ProcessorTime.measure { #expect(site.get(page, as: david).status == .ok) }
      }
      let best = try #require(times.min())
      #expect(best < .milliseconds(100), "\(page) takes \(best)")
    }
    #expect(site.get("/account/system?q=4999", as: david).text.contains("1 found."))
    #expect(site.get("/account/system?page=105", as: david).text.contains("Alter 5000"))
    let full = site.post("/account/system/alters/new", ["name": "One more"], as: david)
    #expect(full.status == .unprocessableContent && full.text.contains("value=\"One more\""))
  }

  @Test func `no query about a system looks through everybody's`() throws {
    let plans = try site.site.app.read { db in
      let listing = AlterListing(account: david.id, onlooker: .member, groups: [1])
      return try [
        listing.plan(db),
        Row.fetchAll(
          db,
          sql: """
            EXPLAIN QUERY PLAN SELECT 1 FROM template_alter WHERE avatar = 'x' AND avatar <> ''
            """
        ).map { $0["detail"] as String },
      ].flatMap(\.self)
    }
    #expect(!plans.isEmpty && !plans.contains { $0.hasPrefix("SCAN template_alter") }, "\(plans)")
  }

  @Test func `groups and fields have their limits`() throws {
    try site.site.app.write { db in
      for (table, count) in [("group", AlterGroup.most), ("field", CustomField.most)] {
        try db.execute(
          sql: """
            WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < \(count))
            INSERT INTO template_\(table)(account_id, name, position) SELECT ?, 'n' || n, n FROM n
            """, arguments: [david.id])
      }
    }
    for list in ["groups", "fields"] {
      let answer = site.post("/account/system/\(list)", ["name": "One more"], as: david)
      #expect(answer.status == .unprocessableContent && answer.text.contains("value=\"One more\""))
    }
    #expect(site.get("/account/system/alters/new", as: david).status == .ok)
  }

  @Test func `pictures that nobody uses go after a day, their files with them`() throws {
    let shelf = site.site.template.systems.pictures
    let now = Moment.now
    let used = try shelf.keep(try Picture(SamplePictures.png), for: david.id, at: now)
    _ = try shelf.keep(try Picture(SamplePictures.jpeg), for: david.id, at: now)
    _ = site.post("/account/system/edit", ["avatar": used], as: david)
    func files() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: site.site.settings.pictures.path)
        .filter { !$0.hasPrefix(".") }.map { String($0.split(separator: ".").last ?? "") }.sorted()
    }
    try shelf.sweep(now: now + 80_000)
    #expect(try files() == ["jpeg", "png"])
    try shelf.sweep(now: now + 90_000)
    #expect(try files() == ["png"])
    #expect(site.get("/pictures/\(used)", as: david).status == .ok)
  }

  @Test func `one account's pictures have a limit together`() throws {
    try site.site.app.write { db in
      try db.execute(
        sql: """
          INSERT INTO template_picture(account_id, mark, hash, kind, width, height, size, created_at)
          VALUES(?, 'm', 'h', 'png', 1, 1, \(PictureShelf.heaviest), 0)
          """, arguments: [david.id])
    }
    let answer = site.post(
      "/account/system/edit", ["name": "We"], TestUpload("picture", name: "a.png", SamplePictures.png),
      as: david)
    #expect(answer.status == .unprocessableContent && answer.text.contains("200 MB"))
  }

  @Test func `an export holds all of it, and erasing leaves nothing`() throws {
    _ = site.post("/account/system/fields", ["name": "Role"], as: david)
    _ = site.post("/account/system/groups", ["name": "Family"], as: david)
    _ = site.post("/account/system/groups", ["name": "Children", "parent": "1"], as: david)
    _ = site.post(
      "/account/system/alters/new",
      [
        "name": "Mira", "description": "Words", "birthday": "02-29", "group": "2", "field-1": "baker",
        "see_birthday": "private", "visibility": "members",
      ], TestUpload("picture", name: "me.png", SamplePictures.png), as: david)
    _ = site.post("/account/system/edit", ["name": "The Row", "tag": "~"], as: david)

    let files = try site.site.template.export(david.id)
    let texts = try files.filter { $0.name.hasSuffix(".json") }
      .map { String(decoding: try $0.bytes(), as: UTF8.self) }.joined()
    for word in [
      "Mira", "Words", "0004-02-29", "baker", "Family", "Children", "The Row", "\"birthday\":\"private\"",
    ] {
      #expect(texts.contains(word), "\(word)")
    }
    let picture = try #require(files.first { $0.name.hasPrefix("pictures/") })
    #expect(try picture.bytes() == SamplePictures.png)

    try site.site.template.erase(david.id, keepingPosts: true, now: .now)
    let tables = ["alter", "account", "group", "field", "picture"]
    let left = try site.site.app.read { db in
      try tables.map {
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM template_\($0) WHERE account_id = ?", arguments: [david.id])
      }
    }
    #expect(left == [0, 0, 0, 0, 0])
    #expect(throws: (any Error).self) { try picture.bytes() }
  }
}

extension AlterListing {
  fileprivate func plan(_ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(query)", arguments: arguments).map { $0["detail"] }
  }
}
