import GRDB

/// A row that is here already, and how the last import left it.
struct KnownRow {
  let id: Int64
  let values: [DatabaseValue]
  /// nil if no import touched it.
  let base: [DatabaseValue]?

  /// The rows of an account by where they come from. What was made here is named by its id.
  static func all(
    _ sheet: ImportSheet, of account: Int64, origin: Origin, _ db: Database
  ) throws -> [SystemFile.Key: KnownRow] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT t.id, t.source_app, t.source_id, \(sheet.latest(of: "t.id")),
          \(sheet.columns.map { "t.\($0)" }.joined(separator: ", "))
        FROM \(sheet.table) t WHERE t.account_id = ?
        """, arguments: [sheet.kind, account])
    var known: [SystemFile.Key: KnownRow] = [:]
    while let row = try rows.next() {
      known[origin.key(row)] = KnownRow(
        id: row[0], values: sheet.columns.indices.map { row[4 + $0] }, base: ImportSheet.values(row[3]))
    }
    return known
  }
}

extension ImportSheet {
  /// SQL for how the last import left a row. Its `?` is the kind. The plus takes the affinity away, by which
  /// the index could not be used.
  func latest(of key: String) -> String {
    """
    (SELECT after FROM template_import_change c WHERE c.kind = ? AND c.key = +\(key) ORDER BY c.id DESC LIMIT 1)
    """
  }

  /// The columns of an image.
  static func values(_ image: String?) -> [DatabaseValue]? {
    // A bad image is as good as none.
    guard let image, let json = try? JSON(Array(image.utf8)) else { return nil }
    return json.items.map { item in
      switch item.kind {
      case .text: (item.text ?? "").databaseValue
      case .number: item.integer?.databaseValue ?? .null
      default: .null
      }
    }
  }
}
