import GRDB
import Kit

extension AccountAlter {
  /// Somebody new, at the end of the system. nil when there is no room for more.
  static func insert(
    name: String, for account: Int64, at now: Moment, _ db: Database
  ) throws -> AccountAlter? {
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*), ifnull(max(position), 0) FROM template_alter WHERE account_id = ?",
      arguments: [account])
    guard let row, row[0] < most else { return nil }
    let slug = try AlterSlug.free(for: name, of: account, db)
    try db.execute(
      sql: """
        INSERT INTO template_alter(id, account_id, slug, name, position, created_at) VALUES(?, ?, ?, ?, ?, ?)
        """, arguments: [RowNumber.scattered(), account, slug, name, row[1] + 1, now])
    return AccountAlter(id: db.lastInsertedRowID, account: account, name: name)
  }

  func save(_ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_alter SET name = ?, display_name = ?, pronouns = ?, color = ?, description = ?,
          birthday = ?, avatar = ?, face = ?, kind = ?, visibility = ?, front_visibility = ?
        WHERE id = ? AND account_id = ?
        """,
      arguments: [
        name, displayName, pronouns, color, description, birthday, avatar, face, kind.rawValue,
        shownTo.level.rawValue, frontShownTo.level.rawValue, id, account,
      ])
    try shownTo.keepLists(.alter, of: id, owner: account, db)
    try frontShownTo.keepLists(.alterFront, of: id, owner: account, db)
    try db.execute(sql: "DELETE FROM template_field_visibility WHERE alter_id = ?", arguments: [id])
    for (field, shown) in narrowed {
      try db.execute(
        sql: "INSERT INTO template_field_visibility(alter_id, field, visibility) VALUES(?, ?, ?)",
        arguments: [id, field.rawValue, shown.level.rawValue])
      try shown.keepLists(field.kind, of: id, owner: account, db)
    }
  }

  /// Away from the lists and the front, until somebody brings them back. Their history stays.
  func archive(at now: Moment, _ db: Database) throws {
    let staying = try Span.live(of: account, db).map(\.alterId).filter { $0 != id }
    _ = try Switch.set(
      staying.map { Switch.Fronter(alter: $0) }, of: account, .site, actor: account, at: now, db)
    try db.execute(
      sql: "UPDATE template_alter SET archived_at = ? WHERE id = ? AND archived_at IS NULL",
      arguments: [now, id])
  }

  func restore(_ db: Database) throws {
    try db.execute(sql: "UPDATE template_alter SET archived_at = NULL WHERE id = ?", arguments: [id])
  }

  /// For good, with their history. What they wrote carries the name that it had.
  func delete(_ db: Database) throws {
    try DeletedRecord.note(id, .alter, db)
    try db.execute(sql: "DELETE FROM template_span WHERE alter_id = ?", arguments: [id])
    try db.execute(sql: "DELETE FROM template_alter WHERE id = ?", arguments: [id])
  }

  /// Puts them in another place among those who are not archived, the first one being 1.
  func move(to place: Int, _ db: Database) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, position FROM template_alter WHERE account_id = ? AND archived_at IS NULL
        ORDER BY position, id LIMIT 6000
        """, arguments: [account])
    var order = rows.map { $0[0] as Int64 }
    guard let old = order.firstIndex(of: id) else { return }
    order.remove(at: old)
    order.insert(id, at: min(max(0, place - 1), order.count))
    let positions = Dictionary(rows.map { ($0[0] as Int64, $0[1] as Int) }) { first, _ in first }
    for (index, id) in order.enumerated() where positions[id] != index + 1 {
      try db.cachedStatement(sql: "UPDATE template_alter SET position = ? WHERE id = ?").execute(
        arguments: [index + 1, id])
    }
  }

  /// Where they stand, the first one being 1.
  func place(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM template_alter other JOIN template_alter me ON me.id = ?
        WHERE other.account_id = me.account_id AND other.archived_at IS NULL
          AND (other.position, other.id) <= (me.position, me.id)
        """, arguments: [id]) ?? 1
  }
}
