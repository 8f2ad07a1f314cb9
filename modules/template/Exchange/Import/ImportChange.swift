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
  /// The row `t` of a change. Several keys are the first columns, too.
  private var match: String {
    guard key.count > 1 else { return "t.\(key[0]) = c.key" }
    return key.enumerated().map { "t.\($1) = json_extract(ifnull(c.after, c.before), '$[\($0)]')" }
      .joined(separator: " AND ")
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

  /// A list with somebody on it, or something else that is shown to it, is more than the import made.
  private var unused: String {
    self !== ImportSheet.list
      ? ""
      : """
      AND NOT EXISTS (SELECT 1 FROM template_list_friend WHERE list_id = template_list.id)
      AND NOT EXISTS (SELECT 1 FROM template_shown_to WHERE list_id = template_list.id)
      """
  }

  var delete: String {
    guard key.count > 1 else {
      return """
        DELETE FROM \(table) WHERE \(key[0]) = (SELECT key FROM template_import_change WHERE id = ?) \(unused)
        """
    }
    return """
      DELETE FROM \(table) WHERE (\(key.joined(separator: ", "))) IN
      (SELECT \(key.indices.map { "json_extract(after, '$[\($0)]')" }.joined(separator: ", "))
        FROM template_import_change WHERE id = ?)
      """
  }
}
