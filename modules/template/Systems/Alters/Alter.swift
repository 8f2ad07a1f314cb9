import GRDB
import Kit
import Templating

/// One member of a plural system, as far as fronts and faces need them. What an account says of its own is an
/// `AccountAlter`.
package struct Alter: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case alter
    /// A custom front such as “Asleep”: fronts, but is nobody.
    case status
  }

  package let id: Int64
  /// Names its folder and its line in alters.csv; never shown to others.
  package let slug: String
  package var name: String
  package var pronouns: String
  /// `rrggbb`, or empty.
  package var color: String
  package var visibility: Visibility
  package var frontVisibility: Visibility
  package var kind: Kind
  /// Those who are on one of these see what is private otherwise.
  package var lists: Set<Int64>
  var frontLists: Set<Int64>

  package var shownTo: ShownTo { ShownTo(visibility, lists: lists) }
  var frontShownTo: ShownTo { ShownTo(frontVisibility, lists: frontLists) }

  func shown(to audience: ShownTo, front: ShownTo) -> Alter {
    var alter = self
    (alter.visibility, alter.lists) = (audience.level, audience.lists)
    (alter.frontVisibility, alter.frontLists) = (front.level, front.lists)
    return alter
  }

  /// Who may know that this alter fronts: to see that, one must be allowed to see the alter as well.
  var frontShown: Visibility { max(visibility, frontVisibility) }
}

extension Alter {
  static let columns =
    "id, slug, name, pronouns, color, visibility, front_visibility, kind, \(listColumns("id"))"

  /// The lists of an alter and of its front.
  static func listColumns(_ id: String) -> String {
    "\(ShownTo.column(.alter, of: id)) AS lists, \(ShownTo.column(.alterFront, of: id)) AS front_lists"
  }

  init(_ row: Row) {
    id = row["id"]
    slug = row["slug"]
    name = row["name"]
    pronouns = row["pronouns"]
    color = row["color"]
    visibility = Visibility(rawValue: row["visibility"]) ?? .nobody
    frontVisibility = Visibility(rawValue: row["front_visibility"]) ?? .nobody
    kind = Kind(rawValue: row["kind"]) ?? .alter
    lists = ShownTo(row["visibility"], lists: row["lists"]).lists
    frontLists = ShownTo(row["front_visibility"], lists: row["front_lists"]).lists
  }

  /// A system in its order, without those that were archived; without an account, the site's own.
  package static func roster(of account: Int64? = nil, _ db: Database) throws -> [Alter] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(columns) FROM template_alter WHERE account_id IS ? AND archived_at IS NULL
          ORDER BY position, id LIMIT 5000
          """), arguments: [account]
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

extension Alter {
  /// nil if there is somebody of that name in the system. Who was archived comes back.
  static func insert(slug: String, at now: Moment, _ db: Database) throws -> Int64? {
    try db.execute(
      sql: """
        INSERT INTO template_alter(id, slug, name, position, created_at)
        VALUES(?, ?, ?,
          (SELECT ifnull(max(position), 0) + 1 FROM template_alter WHERE account_id IS NULL), ?)
        ON CONFLICT(ifnull(account_id, 0), slug) DO UPDATE SET archived_at = NULL
          WHERE archived_at IS NOT NULL
        """, arguments: [RowNumber.ofSite(db), slug, Slug.title(slug), now])
    guard db.changesCount > 0 else { return nil }
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM template_alter WHERE account_id IS NULL AND slug = ?", arguments: [slug])
  }

  func update(_ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_alter SET name = ?, pronouns = ?, color = ?, visibility = ?, front_visibility = ?,
          kind = ? WHERE id = ?
        """,
      arguments: [
        name, pronouns, color, visibility.rawValue, frontVisibility.rawValue, kind.rawValue, id,
      ])
    let owner = try SiteSystem.owner(db)
    try shownTo.keepLists(.alter, of: id, owner: owner, db)
    try frontShownTo.keepLists(.alterFront, of: id, owner: owner, db)
  }

  /// Lets everyone see this alter, and that it fronts.
  package static func show(_ id: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_alter SET visibility = 'public', front_visibility = 'public' WHERE id = ?",
      arguments: [id])
  }

  static func archive(_ id: Int64, at now: Moment, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_alter SET archived_at = ? WHERE id = ?", arguments: [now, id])
  }
}

extension Alter: Renderable {
  /// A speaker, as the site's templates know it.
  package var value: Value {
    [
      "name": name, "handle": "", "pronouns": pronouns, "color": color,
      "initial": name.first.map { String($0).uppercased() } ?? "?", "avatar": Value.null, "href": Value.null,
    ]
  }
}
