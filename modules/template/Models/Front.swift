import GRDB
import Kit

/// Who fronts now, the first one first.
struct Front: Sendable, Equatable {
  struct Fronter: Sendable, Equatable {
    let alter: Alter
    let position: Int
    let since: Moment
    let status: String
  }

  let fronters: [Fronter]

  func seen(by onlooker: Onlooker) -> [Alter] {
    fronters.map(\.alter).filter(onlooker.seesFront)
  }

  /// For the audit log, which names nobody.
  var ids: String { fronters.map { String($0.alter.id) }.joined(separator: ",") }

  /// The words of those who came or went.
  func moved(since before: Front) -> [String] {
    let (old, new) = (Set(before.fronters.map(\.alter.slug)), Set(fronters.map(\.alter.slug)))
    return old.symmetricDifference(new).sorted()
  }

  static func current(_ db: Database) throws -> Front {
    Front(
      fronters: try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT a.id, slug, name, pronouns, color, visibility, front_visibility, kind, s.position,
              s.started_at, s.status, \(Alter.listColumns("a.id"))
            FROM template_span s JOIN template_alter a ON a.id = s.alter_id
            WHERE s.ended_at IS NULL AND a.account_id IS NULL ORDER BY s.position, s.id LIMIT 500
            """)
      ).map { row in
        Fronter(
          alter: Alter(row), position: row["position"], since: row["started_at"], status: row["status"])
      })
  }
}
