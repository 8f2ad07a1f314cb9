import GRDB

/// What one program's files had that has no place here.
struct KeptRecords {
  private let records: [String: JSON]

  init(_ account: Int64, _ app: String, _ db: Database) throws {
    records = try Row.fetchAll(
      db, sql: "SELECT kind, source_id, json FROM template_kept_aside WHERE account_id = ? AND app = ?",
      arguments: [account, app]
    ).reduce(into: [:]) { records, row in
      let (kind, id, text): (String, String, String) = (row[0], row[1], row[2])
      records["\(kind)/\(id)"] = try JSON(Array(text.utf8))
    }
  }

  subscript(kind: String, id: String) -> JSON? { records["\(kind)/\(id)"] }

  func all(_ kind: String) -> [(id: String, json: JSON)] {
    records.filter { $0.key.hasPrefix("\(kind)/") }.map {
      (String($0.key.dropFirst(kind.utf8.count + 1)), $0.value)
    }
  }
}
