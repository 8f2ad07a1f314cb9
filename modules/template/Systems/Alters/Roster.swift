import GRDB
import Kit

/// The site's system as a whole, changed to what a file says.
enum Roster {
  /// Who is not in the file any more is archived. Switches if the file says that others front.
  static func apply(_ file: AltersFile, at now: Moment, _ db: Database) throws {
    for (place, row) in file.rows.enumerated() {
      try insert(row, at: now, db)
      try update(row, place: place, db)
    }
    try archive(allBut: Set(file.rows.map(\.slug)), at: now, db)
    try follow(file, at: now, db)
  }

  private static func insert(_ row: AltersFile.Row, at now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_alter(id, slug, name, created_at) VALUES(?, ?, ?, ?)
        ON CONFLICT(ifnull(account_id, 0), slug) DO NOTHING
        """, arguments: [RowNumber.ofSite(db), row.slug, Slug.title(row.slug), now])
  }

  /// A column that the file does not have leaves what is known.
  private static func update(_ row: AltersFile.Row, place: Int, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_alter SET archived_at = NULL, position = ?, name = ifnull(?, name),
          pronouns = ifnull(?, pronouns), color = ifnull(?, color), visibility = ifnull(?, visibility),
          front_visibility = ifnull(?, front_visibility), kind = ifnull(?, kind)
        WHERE account_id IS NULL AND slug = ?
        """,
      arguments: [
        place, row.name, row.pronouns, row.color, row.visibility?.rawValue, row.frontVisibility?.rawValue,
        row.kind?.rawValue, row.slug,
      ])
  }

  private static func archive(allBut slugs: Set<String>, at now: Moment, _ db: Database) throws {
    for alter in try Alter.roster(db) where !slugs.contains(alter.slug) {
      try Alter.archive(alter.id, at: now, db)
    }
  }

  private static func follow(_ file: AltersFile, at now: Moment, _ db: Database) throws {
    let ids = Dictionary(try Alter.roster(db).map { ($0.slug, $0.id) }) { first, _ in first }
    let fronting = file.rows.enumerated().filter(\.element.isFronting)
      .sorted { ($0.element.position ?? 100, $0.offset) < ($1.element.position ?? 100, $1.offset) }
      .map(\.element)
    let fronters = fronting.compactMap { row in
      ids[row.slug].map { Switch.Fronter(alter: $0, since: row.since, status: row.status ?? "") }
    }
    _ = try Switch.set(fronters, .csv, actor: nil, at: now, db)
    for row in fronting {
      guard let id = ids[row.slug], let status = row.status else { continue }
      try Span.setStatus(status, of: id, db)
    }
  }
}
