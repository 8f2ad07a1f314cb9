import GRDB

/// What an import did to one row, `c` in SQL: how it was, and how it became.
enum ImportChange {
  /// The latest: what was made last may refer to what was made before.
  static func last(
    of importId: Int64, _ sheet: ImportSheet, before last: Int64 = .max, where condition: String = "true",
    _ db: Database
  ) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT c.id FROM template_import_change c WHERE c.import_id = ? AND c.kind = ? AND c.id < ?
            AND \(condition)
          ORDER BY c.id DESC LIMIT 1
          """), arguments: [importId, sheet.kind, last])
  }

  static func forget(_ id: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM template_import_change WHERE id = ?").execute(arguments: [id])
  }
}

extension ImportSheet {
  /// The row `t` of a change. Two keys stand with a slash between them.
  private var match: String {
    guard key.count > 1 else { return "t.\(key[0]) = c.key" }
    let (first, second) = ("substr(c.key, 1, instr(c.key, '/') - 1)", "substr(c.key, instr(c.key, '/') + 1)")
    return "t.\(key[0]) = CAST(\(first) AS INTEGER) AND t.\(key[1]) = \(second)"
  }

  /// Whether the row of a change is there, and whether it is as the import left it.
  var state: String {
    let image = "json_array(\(columns.map { "t.\($0)" }.joined(separator: ", ")))"
    return """
      SELECT t.\(key[0]) IS NOT NULL, t.\(key[0]) IS NOT NULL AND \(image) IS c.after
      FROM template_import_change c LEFT JOIN \(table) t ON \(match) WHERE c.id = ?
      """
  }

  var bringBack: String {
    let (columns, parts) =
      key == ["id"] ? (["id"] + columns, "c.key, \(parts(of: "before"))") : (columns, parts(of: "before"))
    return """
      INSERT INTO \(table)(\(columns.joined(separator: ", ")))
      SELECT \(parts) FROM template_import_change c WHERE c.id = ?
      """
  }

  var restore: String {
    """
    UPDATE \(table) AS t SET (\(columns.joined(separator: ", "))) = (\(parts(of: "before")))
    FROM template_import_change c WHERE c.id = ? AND \(match)
    """
  }

  var delete: String {
    guard key.count > 1 else {
      return "DELETE FROM \(table) WHERE \(key[0]) = (SELECT key FROM template_import_change WHERE id = ?)"
    }
    return """
      DELETE FROM \(table) WHERE (\(key.joined(separator: ", "))) IN
      (SELECT json_extract(after, '$[0]'), json_extract(after, '$[1]') FROM template_import_change WHERE id = ?)
      """
  }
}
