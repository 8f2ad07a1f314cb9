import GRDB
import Kit

/// A field that a system made for itself, for each of its alters.
package struct CustomField: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case text, color, date, month, year
    case monthAndYear = "month-year"
    case timestamp
    case monthAndDay = "month-day"
  }

  let id: Int64
  var name: String
  var kind: Kind
  var shownTo: ShownTo

  /// In one account.
  static let most = 100
  package static let longestValue = 10_000

  static func all(of account: Int64, _ db: Database) throws -> [CustomField] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, name, kind, visibility, \(ShownTo.column(.field, of: "template_field.id"))
        FROM template_field WHERE account_id = ?
        ORDER BY position, id LIMIT 500
        """, arguments: [account]
    ).map { row in
      CustomField(
        id: row[0], name: row[1], kind: Kind(rawValue: row[2]) ?? .text,
        shownTo: ShownTo(row[3], lists: row[4]))
    }
  }

  /// nil when there is no room for more.
  static func insert(_ field: CustomField, for account: Int64, _ db: Database) throws -> Int64? {
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*), ifnull(max(position), 0) FROM template_field WHERE account_id = ?",
      arguments: [account])
    guard let row, row[0] < most else { return nil }
    try db.execute(
      sql: "INSERT INTO template_field(account_id, name, kind, visibility, position) VALUES(?, ?, ?, ?, ?)",
      arguments: [account, field.name, field.kind.rawValue, field.shownTo.level.rawValue, row[1] + 1])
    let id = db.lastInsertedRowID
    try field.shownTo.keepLists(.field, of: id, owner: account, db)
    return id
  }

  func save(_ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_field SET name = ?, kind = ?, visibility = ? WHERE id = ?",
      arguments: [name, kind.rawValue, shownTo.level.rawValue, id])
    let owner = try Int64.fetchOne(
      db, sql: "SELECT account_id FROM template_field WHERE id = ?", arguments: [id])
    try shownTo.keepLists(.field, of: id, owner: owner, db)
  }

  /// With what it held.
  func delete(_ db: Database) throws {
    try DeletedRecord.note(id, .field, db)
    try db.execute(sql: "DELETE FROM template_field WHERE id = ?", arguments: [id])
  }

  /// Of how many alters it says something.
  func uses(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM template_field_value WHERE field_id = ?", arguments: [id]) ?? 0
  }

  /// What the fields hold for an alter.
  static func values(of alter: Int64, _ db: Database) throws -> [Int64: String] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT field_id, value FROM template_field_value WHERE alter_id = ?", arguments: [alter])
    return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  func set(_ value: String, of alter: Int64, _ db: Database) throws {
    guard !value.isEmpty else {
      try db.execute(
        sql: "DELETE FROM template_field_value WHERE alter_id = ? AND field_id = ?", arguments: [alter, id])
      return
    }
    try db.execute(
      sql: """
        INSERT INTO template_field_value(alter_id, field_id, value) VALUES(?, ?, ?)
        ON CONFLICT(alter_id, field_id) DO UPDATE SET value = excluded.value
        """, arguments: [alter, id, value])
  }
}

extension CustomField {
  func shown(to audience: ShownTo) -> CustomField {
    var field = self
    field.shownTo = audience
    return field
  }
}
