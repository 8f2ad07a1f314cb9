import GRDB

/// Takes an import back as a whole: what it made goes, what it changed or removed is as it was before. What was
/// changed since then stays, and is counted.
struct ImportUndo {
  let importId: Int64
  let db: Database
  private var remarks = Remarks()

  init(_ importId: Int64, _ db: Database) { (self.importId, self.db) = (importId, db) }

  mutating func run() throws -> Remarks {
    for sheet in ImportSheet.all.reversed() {
      let all = try changes(sheet, "true")
      guard !all.isEmpty else { continue }
      let isAsLeft =
        "EXISTS (SELECT 1 FROM \(sheet.table) t WHERE \(sheet.match) AND \(sheet.imageOfRow) = c.after)"
      let isThere = "EXISTS (SELECT 1 FROM \(sheet.table) t WHERE \(sheet.match))"
      var done = try changes(sheet, "c.before IS NULL AND NOT \(isThere)").count
      done += try each(changes(sheet, "c.after IS NULL AND NOT \(isThere)"), sheet.bringBack)
      done += try each(changes(sheet, "c.before IS NOT NULL AND \(isAsLeft)"), sheet.restore)
      done += try each(changes(sheet, "c.before IS NULL AND \(isAsLeft)"), sheet.delete)
      remarks.note(.yours, Self.reason(sheet), all.count - done)
    }
    try db.execute(sql: "DELETE FROM template_import_change WHERE import_id = ?", arguments: [importId])
    return remarks
  }

  private static func reason(_ sheet: ImportSheet) -> String {
    switch sheet.kind {
    case ImportSheet.alter.kind: "members who were changed since, or are needed by something newer"
    case ImportSheet.span.kind: "times at the front that were changed since"
    case ImportSheet.group.kind: "groups that were changed since, or hold newer ones"
    default: "details that were changed since"
    }
  }

  /// The latest first: what was made last may refer to what was made before.
  private func changes(_ sheet: ImportSheet, _ condition: String) throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT c.id FROM template_import_change c WHERE c.import_id = ? AND c.kind = ? AND \(condition)
        ORDER BY c.id DESC
        """, arguments: [importId, sheet.kind])
  }

  /// How many of these could be done: what something newer stands in the way of stays.
  private func each(_ changes: [Int64], _ sql: String) throws -> Int {
    let statement = try db.cachedStatement(sql: sql)
    return try changes.count { change in
      do {
        try statement.execute(arguments: [change])
        return db.changesCount > 0
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        return false
      }
    }
  }
}

extension ImportSheet {
  /// The row `t` of a change `c`, in SQL. Two keys stand with a slash between them.
  fileprivate var match: String {
    guard key.count > 1 else { return "t.\(key[0]) = c.key" }
    let (first, second) = ("substr(c.key, 1, instr(c.key, '/') - 1)", "substr(c.key, instr(c.key, '/') + 1)")
    return "t.\(key[0]) = CAST(\(first) AS INTEGER) AND t.\(key[1]) = \(second)"
  }

  fileprivate var imageOfRow: String { "json_array(\(columns.map { "t.\($0)" }.joined(separator: ", ")))" }

  fileprivate var bringBack: String {
    let (columns, parts) =
      key == ["id"] ? (["id"] + columns, "c.key, \(parts(of: "before"))") : (columns, parts(of: "before"))
    return """
      INSERT INTO \(table)(\(columns.joined(separator: ", ")))
      SELECT \(parts) FROM template_import_change c WHERE c.id = ?
      """
  }

  fileprivate var restore: String {
    """
    UPDATE \(table) AS t SET (\(columns.joined(separator: ", "))) = (\(parts(of: "before")))
    FROM template_import_change c WHERE c.id = ? AND \(match)
    """
  }

  fileprivate var delete: String {
    guard key.count > 1 else {
      return "DELETE FROM \(table) WHERE \(key[0]) = (SELECT key FROM template_import_change WHERE id = ?)"
    }
    return """
      DELETE FROM \(table) WHERE (\(key.joined(separator: ", "))) IN
      (SELECT json_extract(after, '$[0]'), json_extract(after, '$[1]') FROM template_import_change WHERE id = ?)
      """
  }
}
