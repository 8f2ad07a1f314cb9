import GRDB
import Kit
import Templating

/// One member of a plural system: the site's own, or later an account's.
struct Alter: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable {
    case alter
    /// A custom front such as “Asleep”: fronts, but is nobody.
    case status
  }

  let id: Int64
  /// Names its folder and its line in alters.csv; never shown to others.
  let slug: String
  var name: String
  var pronouns: String
  /// `rrggbb`, or empty.
  var color: String
  var visibility: Visibility
  var frontVisibility: Visibility
  var kind: Kind

  /// Who may know that this alter fronts: to see that, one must be allowed to see the alter as well.
  var frontShown: Visibility { max(visibility, frontVisibility) }
}

extension Alter {
  static let columns = "id, slug, name, pronouns, color, visibility, front_visibility, kind"

  init(_ row: Row) {
    id = row["id"]
    slug = row["slug"]
    name = row["name"]
    pronouns = row["pronouns"]
    color = row["color"]
    visibility = Visibility(rawValue: row["visibility"]) ?? .nobody
    frontVisibility = Visibility(rawValue: row["front_visibility"]) ?? .nobody
    kind = Kind(rawValue: row["kind"]) ?? .alter
  }

  /// The site's own system in its order, without those that were archived.
  static func roster(_ db: Database) throws -> [Alter] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(columns) FROM template_alter WHERE account_id IS NULL AND archived_at IS NULL
          ORDER BY position, id LIMIT 500
          """)
    ).map(Alter.init)
  }

  static func find(_ id: Int64, _ db: Database) throws -> Alter? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT \(columns) FROM template_alter WHERE id = ? AND account_id IS NULL AND archived_at IS NULL
          """), arguments: [id]
    ).map(Alter.init)
  }
}

extension Alter: Renderable {
  /// A speaker, as the site's templates know it.
  var value: Value {
    [
      "name": name, "handle": "", "pronouns": pronouns, "color": color,
      "initial": name.first.map { String($0).uppercased() } ?? "?", "avatar": Value.null, "href": Value.null,
    ]
  }
}
