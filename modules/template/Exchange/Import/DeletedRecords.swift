import GRDB
import Kit

/// What an import brought and the person deleted here since: the next file does not bring it back unasked.
struct DeletedRecords {
  private struct Record: Hashable {
    let kind: String
    let key: SystemFile.Key
  }

  private var all: Set<Record> = []

  init() {}

  init(of account: Int64, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT kind, source_app, source_id FROM template_deleted WHERE account_id = ?",
      arguments: [account])
    while let row = try rows.next() {
      all.insert(Record(kind: row[0], key: SystemFile.Key(app: row[1], id: row[2])))
    }
  }

  func contains(_ key: SystemFile.Key, _ sheet: ImportSheet) -> Bool {
    all.contains(Record(kind: sheet.kind, key: key))
  }

  /// Before a row is deleted by whoever it belongs to. What was made here comes from no file.
  static func note(_ id: Int64, _ sheet: ImportSheet, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_deleted(account_id, kind, source_app, source_id, import_id)
        SELECT account_id, ?, source_app, source_id, import_id FROM \(sheet.table)
        WHERE id = ? AND account_id > 0 AND source_app IS NOT NULL AND source_id IS NOT NULL
        ON CONFLICT DO UPDATE SET import_id = excluded.import_id
        """, arguments: [sheet.kind, id])
  }

  /// A comment belongs to whom its front belongs to.
  static func note(comment id: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_deleted(account_id, kind, source_app, source_id, import_id)
        SELECT s.account_id, ?, '', c.source_id, c.import_id
        FROM template_span_comment c JOIN template_span s ON s.id = c.span_id
        WHERE c.id = ? AND s.account_id > 0 AND c.source_id IS NOT NULL
        ON CONFLICT DO UPDATE SET import_id = excluded.import_id
        """, arguments: [ImportSheet.comment.kind, id])
  }

  /// Who takes an import back does not want to be reminded of it.
  static func forget(import id: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_deleted WHERE import_id = ?", arguments: [id])
  }
}

extension Importing {
  /// Whether a record of the file, which is not here, is to stay away.
  mutating func staysDeleted(_ key: SystemFile.Key, _ sheet: ImportSheet, at place: Remarks.Place?) -> Bool {
    guard deleted.contains(key, sheet) else { return false }
    report.deleted += 1
    guard !wishes.bringsBack else { return false }
    report.remarks.note(.yours, "records that you deleted here, which stay deleted", at: place?.words)
    return true
  }
}
