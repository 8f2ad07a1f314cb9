import GRDB
import Kit

/// Who fronts now, the first one first.
package struct Front: Sendable, Equatable {
  package struct Fronter: Sendable, Equatable {
    package let alter: Alter
    let position: Int
    let since: Moment
    package let status: String
  }

  package let fronters: [Fronter]
  /// Whoever may not see all who front sees the others; else nobody, and the neutral face.
  package var showsPartly = false

  /// Whoever gives the face comes first: custom fronts say how things are, and stand behind the people.
  package func seen(by onlooker: Onlooker) -> [Alter] {
    let seen = fronters.map(\.alter).filter(onlooker.seesFront)
    guard showsPartly || seen.count == fronters.count else { return [] }
    return seen.filter(\.isPerson) + seen.filter { !$0.isPerson }
  }

  /// For the audit log, which names nobody.
  var ids: String { fronters.map { String($0.alter.id) }.joined(separator: ",") }

  /// The words of those who came or went.
  func moved(since before: Front) -> [String] {
    let (old, new) = (Set(before.fronters.map(\.alter.slug)), Set(fronters.map(\.alter.slug)))
    return old.symmetricDifference(new).sorted()
  }

  /// The front of an account's system, or of the site's own.
  package static func current(of account: Int64? = nil, _ db: Database) throws -> Front {
    Front(
      fronters: try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT a.id, slug, name, pronouns, color, visibility, front_visibility, kind, s.position,
              s.started_at, s.status, \(Alter.listColumns("a.id"))
            FROM template_history s JOIN template_alter a ON a.id = s.alter_id
            WHERE s.account_id IS ? AND s.ended_at IS NULL ORDER BY s.position, s.id LIMIT 500
            """), arguments: [account]
      ).map { row in
        Fronter(
          alter: Alter(row), position: row["position"], since: row["started_at"], status: row["status"])
      }, showsPartly: try account != nil || showsPartly(db))
  }

  package static func showsPartly(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db.cachedStatement(sql: "SELECT shows_partly FROM template_system WHERE id = 1"))
      ?? false
  }
}

extension Alter {
  /// A custom front such as “Asleep” is counted as nobody.
  package var isPerson: Bool { kind == .alter }
}
