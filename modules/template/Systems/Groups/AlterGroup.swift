import GRDB
import Kit

/// A group within an account's system; groups may stand within groups.
package struct AlterGroup: Sendable, Equatable {
  let id: Int64
  var parent: Int64?
  var name = ""
  var description = ""
  var color = ""
  var emoji = ""
  var shownTo = ShownTo.nobody

  /// In one account.
  static let most = 250
  package static let longestDescription = 10_000
  package static let longestSign = 8
  /// How far groups may stand within groups.
  package static let deepest = 8

  static func all(
    of account: Int64, seenBy onlooker: Onlooker = .owner, _ db: Database
  ) throws -> [AlterGroup] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, parent_id, name, description, color, emoji, visibility,
          \(ShownTo.column(.group, of: "template_group.id"))
        FROM template_group
        WHERE account_id = :account AND \(Onlooker.filter("visibility", .group, of: "template_group.id"))
        ORDER BY position, id LIMIT 500
        """, arguments: ["account": account] + onlooker.binds
    ).map { row in
      AlterGroup(
        id: row[0], parent: row[1], name: row[2], description: row[3], color: row[4], emoji: row[5],
        shownTo: ShownTo(row[6], lists: row[7]))
    }
  }

  /// nil when there is no room for more.
  static func insert(_ group: AlterGroup, for account: Int64, _ db: Database) throws -> Int64? {
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*), ifnull(max(position), 0) FROM template_group WHERE account_id = ?",
      arguments: [account])
    guard let row, row[0] < most else { return nil }
    try db.execute(
      sql: "INSERT INTO template_group(account_id, name, position) VALUES(?, ?, ?)",
      arguments: [account, group.name, row[1] + 1])
    let id = db.lastInsertedRowID
    try group.save(as: id, db)
    return id
  }

  func save(_ db: Database) throws { try save(as: id, db) }

  private func save(as id: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_group SET parent_id = ?, name = ?, description = ?, color = ?, emoji = ?,
          visibility = ? WHERE id = ?
        """, arguments: [parent, name, description, color, emoji, shownTo.level.rawValue, id])
    let owner = try Int64.fetchOne(
      db, sql: "SELECT account_id FROM template_group WHERE id = ?", arguments: [id])
    try shownTo.keepLists(.group, of: id, owner: owner, db)
  }

  /// Those within it move up to where it stood; nobody who was in it goes.
  func delete(_ db: Database) throws {
    try DeletedRecord.note(id, .group, db)
    try db.execute(
      sql: "UPDATE template_group SET parent_id = ? WHERE parent_id = ?", arguments: [parent, id])
    try db.execute(sql: "DELETE FROM template_group WHERE id = ?", arguments: [id])
  }

  /// How many stand directly in each.
  static func sizes(of account: Int64, _ db: Database) throws -> [Int64: Int] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT group_id, count(*) FROM template_group_alter
        JOIN template_alter ON template_alter.id = alter_id
        WHERE account_id = ? AND archived_at IS NULL GROUP BY group_id LIMIT 500
        """, arguments: [account])
    return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  static func ids(of alter: Int64, _ db: Database) throws -> Set<Int64> {
    try Int64.fetchSet(
      db, sql: "SELECT group_id FROM template_group_alter WHERE alter_id = ?", arguments: [alter])
  }

  /// Puts an alter into exactly these groups.
  static func place(_ alter: Int64, in groups: Set<Int64>, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_group_alter WHERE alter_id = ?", arguments: [alter])
    for group in groups {
      try db.execute(
        sql: "INSERT INTO template_group_alter(group_id, alter_id) VALUES(?, ?)", arguments: [group, alter])
    }
  }
}
