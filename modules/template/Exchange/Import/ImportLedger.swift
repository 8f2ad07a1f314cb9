import GRDB

/// Writes what an import changes, and keeps of each row how it was and how it became. A dry run goes the same
/// way and writes nothing.
struct ImportLedger {
  let db: Database
  let importId: Int64
  let isDry: Bool
  private var last: [String: Int64] = [:]
  private var nextInvented: Int64 = -1
  /// Nobody else writes meanwhile.
  private var numbers: [String: Int64] = [:]

  init(_ db: Database, importId: Int64, isDry: Bool) throws {
    (self.db, self.importId, self.isDry) = (db, importId, isDry)
    guard !isDry else { return }
    for sheet in ImportSheet.all where sheet.hasImport {
      last[sheet.kind] = try Int64.fetchOne(db, sql: "SELECT ifnull(max(id), 0) FROM \(sheet.table)")
    }
  }

  /// Makes a row; the answer is its id, or one that there never is.
  mutating func insert(_ sheet: ImportSheet, _ names: [String], _ values: [DatabaseValue]) throws -> Int64 {
    guard !isDry else {
      nextInvented -= 1
      return nextInvented
    }
    let number = try number(sheet)
    let columns = (number == nil ? [] : ["id"]) + names + (sheet.hasImport ? ["import_id"] : [])
    let marks = columns.map { _ in "?" }.joined(separator: ",")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO \(sheet.table)(\(columns.joined(separator: ","))) VALUES(\(marks))")
    statement.setUncheckedArguments(
      StatementArguments(
        (number.map { [$0.databaseValue] } ?? []) + values + (sheet.hasImport ? [importId.databaseValue] : [])
      ))
    try statement.execute()
    let id = db.lastInsertedRowID
    if !sheet.hasImport {
      try log(sheet, key: sheet.key == ["id"] ? [id.databaseValue] : Array(values.prefix(sheet.key.count)))
    }
    return id
  }

  /// nil: SQLite counts.
  private mutating func number(_ sheet: ImportSheet) throws -> Int64? {
    switch sheet.numbering {
    case .counted: return nil
    case .scattered: return RowNumber.scattered()
    case .clock:
      let number = try numbers[sheet.kind] ?? RowNumber.next(in: sheet.table, db)
      numbers[sheet.kind] = number + 1
      return number
    }
  }

  mutating func update(_ sheet: ImportSheet, key: [DatabaseValue], to values: [DatabaseValue]) throws {
    guard !isDry else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO template_import_change(import_id, kind, key, before)
        SELECT ?, ?, \(sheet.keyText), \(sheet.image) FROM \(sheet.table) WHERE \(sheet.keyMatch)
        """
    ).execute(arguments: StatementArguments([importId.databaseValue, sheet.kind.databaseValue] + key))
    let change = db.lastInsertedRowID
    try db.cachedStatement(sql: "UPDATE \(sheet.table) SET \(sheet.setters) WHERE \(sheet.keyMatch)")
      .execute(arguments: StatementArguments(values + key))
    // A key that stands among the columns stays as it is.
    try db.cachedStatement(
      sql: """
        UPDATE template_import_change
        SET after = (SELECT \(sheet.image) FROM \(sheet.table) WHERE \(sheet.keyMatch)) WHERE id = ?
        """
    ).execute(arguments: StatementArguments(key + [change.databaseValue]))
  }

  mutating func remove(_ sheet: ImportSheet, key: [DatabaseValue]) throws {
    guard !isDry else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO template_import_change(import_id, kind, key, before)
        SELECT ?, ?, \(sheet.keyText), \(sheet.image) FROM \(sheet.table) WHERE \(sheet.keyMatch)
        """
    ).execute(arguments: StatementArguments([importId.databaseValue, sheet.kind.databaseValue] + key))
    try db.cachedStatement(sql: "DELETE FROM \(sheet.table) WHERE \(sheet.keyMatch)")
      .execute(arguments: StatementArguments(key))
  }

  /// All that was made in the tables that say so by themselves, at once.
  func finish() throws {
    guard !isDry else { return }
    for sheet in ImportSheet.all where sheet.hasImport {
      try db.execute(
        sql: """
          INSERT INTO template_import_change(import_id, kind, key, after)
          SELECT import_id, :kind, id, \(sheet.image) FROM \(sheet.table)
          WHERE \(sheet.newRows) AND import_id = :import
          """, arguments: ["kind": sheet.kind, "last": last[sheet.kind], "import": importId])
    }
  }

  private func log(_ sheet: ImportSheet, key: [DatabaseValue]) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO template_import_change(import_id, kind, key, after)
        SELECT ?, ?, \(sheet.keyText), \(sheet.image) FROM \(sheet.table) WHERE \(sheet.keyMatch)
        """
    ).execute(arguments: StatementArguments([importId.databaseValue, sheet.kind.databaseValue] + key))
  }
}
