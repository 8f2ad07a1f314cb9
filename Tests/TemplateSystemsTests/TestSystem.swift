import Components
import GRDB
import Kit
import KitTesting
import TemplateSystems

@testable import TemplateSystems

/// An account's own system on a whole site.
struct TestSystem {
  let site: TestSite
  let owner: Person
  let ids: [Int64]

  /// `statuses` are custom fronts.
  init(
    _ site: TestSite, of owner: Person, _ names: [String] = ["Alba", "Bo", "Cleo"], statuses: [String] = [],
    shown: Visibility = .nobody
  ) throws {
    (self.site, self.owner) = (site, owner)
    ids = try site.site.app.write { db in
      try (names + statuses).map { name in
        try db.execute(
          sql: """
            INSERT INTO template_alter(account_id, slug, name, kind, visibility, front_visibility, created_at)
            VALUES(?, ?, ?, ?, ?, ?, 0)
            """,
          arguments: [
            owner.id, name.lowercased(), name, statuses.contains(name) ? "status" : "alter", shown.rawValue,
            shown.rawValue,
          ])
        return db.lastInsertedRowID
      }
    }
  }

  /// A span as an import or a person would have entered it.
  @discardableResult
  func span(_ place: Int, _ from: String, _ to: String?) throws -> Int64 {
    try site.site.app.write { db in
      try db.execute(
        sql: """
          INSERT INTO template_span(account_id, alter_id, position, started_at, ended_at) VALUES(?, ?, 1, ?, ?)
          """, arguments: [owner.id, ids[place], Moment(iso: from), to.flatMap { Moment(iso: $0) }])
      return db.lastInsertedRowID
    }
  }

  func switchTo(_ fields: [String: String]) -> Answer {
    site.post("/account/system/front", fields, as: owner)
  }

  /// The names of those who front, in order.
  var front: [String] {
    get throws {
      try site.site.app.read { try Front.current(of: owner.id, $0).fronters.map(\.alter.name) }
    }
  }

  /// `Alba 2026-01-01T08:00:00Z 2026-01-01T09:00:00Z`, oldest first.
  var spans: [String] {
    get throws {
      try site.site.app.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT name, started_at, ended_at FROM template_span s JOIN template_alter a ON a.id = alter_id
            WHERE s.account_id = ? ORDER BY started_at, s.id
            """, arguments: [owner.id]
        ).map { row in
          let (from, to): (Moment, Moment?) = (row["started_at"], row["ended_at"])
          return "\(row["name"] as String) \(from.iso) \(to?.iso ?? "…")"
        }
      }
    }
  }
}
