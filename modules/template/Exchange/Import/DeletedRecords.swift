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
