import GRDB
import TemplateSystems

/// Writes the steps of a plan, and keeps of each row how it was and how it became.
struct ImportLedger {
  let importId: Int64
  /// While it is unseen: whom what is made belongs to. nil when it is shown.
  var owner: Int64?
  private var ids: [Int64]
  /// The next ones by the clock, in this turn: between two of them others write as well.
  private var numbers: [String: Int64] = [:]

  init(_ importId: Int64, _ plan: ImportPlan) {
    self.importId = importId
    ids = Array(repeating: 0, count: Int(1 - plan.lastId))
  }

  /// False if something stands in the way that came since the plan was made.
  mutating func write(_ step: ImportPlan.Step, _ db: Database) throws -> Bool {
    do {
      switch step.act {
      case .insert(let names): try insert(step, names, db)
      case .update, .remove: return try change(step, db)
      }
      return true
    } catch let error as DatabaseError where Self.inTheWay.contains(error.extendedResultCode) {
      return false
    }
  }

  private static let inTheWay: [ResultCode] = [
    .SQLITE_CONSTRAINT_FOREIGNKEY, .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY,
  ]

  private mutating func insert(_ step: ImportPlan.Step, _ names: [String], _ db: Database) throws {
    let sheet = step.sheet
    var values = real(step.values, names)
    if let owner, sheet.isOwned, let index = names.firstIndex(of: "account_id") {
      values[index] = owner.databaseValue
    }
    if sheet.hasImport { values.append(importId.databaseValue) }
    if let number = try step.number ?? number(sheet, db) { values.append(number.databaseValue) }
    let statement = try db.cachedStatement(sql: sheet.insert(names))
    statement.setUncheckedArguments(StatementArguments(values))
    try statement.execute()
    let id = db.lastInsertedRowID
    ids[Int(-step.id)] = id
    if !sheet.isNotedTogether {
      try log(
        sheet, key: sheet.key == ["id"] ? [id.databaseValue] : Array(values.prefix(sheet.key.count)), db)
    }
  }

  /// nil: SQLite counts.
  private mutating func number(_ sheet: ImportSheet, _ db: Database) throws -> Int64? {
    switch sheet.numbering {
    case .counted: return nil
    case .scattered: return RowNumber.scattered()
    case .clock:
      let number = try numbers[sheet.kind] ?? RowNumber.next(in: sheet.table, db)
      numbers[sheet.kind] = number + 1
      return number
    }
  }

  private func change(_ step: ImportPlan.Step, _ db: Database) throws -> Bool {
    let (sheet, key) = (step.sheet, StatementArguments(step.key))
    let here = try Row.fetchOne(db.cachedStatement(sql: sheet.find), arguments: key)
    guard let here, Array(here.databaseValues) == step.before else { return false }
    try db.cachedStatement(
      sql: """
        INSERT INTO template_import_change(import_id, kind, key, before)
        SELECT ?, ?, \(sheet.keyText), \(sheet.image) FROM \(sheet.table) WHERE \(sheet.keyMatch)
        """
    ).execute(arguments: [importId, sheet.kind] + key)
    let change = db.lastInsertedRowID
    guard case .update = step.act else {
      try db.cachedStatement(sql: "DELETE FROM \(sheet.table) WHERE \(sheet.keyMatch)").execute(
        arguments: key)
      return true
    }
    do {
      try db.cachedStatement(sql: "UPDATE \(sheet.table) SET \(sheet.setters) WHERE \(sheet.keyMatch)")
        .execute(arguments: StatementArguments(real(step.values, sheet.columns)) + key)
    } catch {
      try db.execute(sql: "DELETE FROM template_import_change WHERE id = ?", arguments: [change])
      throw error
    }
    // A key that stands among the columns stays as it is.
    try db.cachedStatement(
      sql: """
        UPDATE template_import_change
        SET after = (SELECT \(sheet.image) FROM \(sheet.table) WHERE \(sheet.keyMatch)) WHERE id = ?
        """
    ).execute(arguments: key + [change])
    return true
  }

  /// The same values, with the ids of the rows that were made meanwhile.
  private func real(_ values: [DatabaseValue], _ names: [String]) -> [DatabaseValue] {
    var values = values
    for (index, name) in names.enumerated() where Self.references.contains(name) {
      if let id = Int64.fromDatabaseValue(values[index]), id < 0 {
        values[index] = ids[Int(-id)].databaseValue
      }
    }
    return values
  }

  private static let references: Set<String> = [
    "alter_id", "parent_id", "group_id", "field_id", "span_id", "list_id", "object_id",
    "in_switch",
  ]

  private func log(_ sheet: ImportSheet, key: [DatabaseValue], _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO template_import_change(import_id, kind, key, after)
        SELECT ?, ?, \(sheet.keyText), \(sheet.image) FROM \(sheet.table) WHERE \(sheet.keyMatch)
        """
    ).execute(arguments: [importId, sheet.kind] + StatementArguments(key))
  }
}

/// The tables whose rows say by themselves which import made them, and come at the end: they are noted together.
extension ImportLedger {
  /// Begins a turn. Where each of these tables ends.
  mutating func ends(_ db: Database) throws -> [Int64] {
    numbers = [:]
    return try Self.sheets.map { sheet in
      try Int64.fetchOne(db.cachedStatement(sql: "SELECT ifnull(max(id), 0) FROM \(sheet.table)")) ?? 0
    }
  }

  func log(since ends: [Int64], _ db: Database) throws {
    for (sheet, end) in zip(Self.sheets, ends) {
      try db.cachedStatement(
        sql: """
          INSERT INTO template_import_change(import_id, kind, key, after)
          SELECT import_id, ?, id, \(sheet.image) FROM \(sheet.table) WHERE id > ? AND import_id = ?
          """
      ).execute(arguments: [sheet.kind, end, importId])
    }
  }

  private static let sheets = ImportSheet.all.filter(\.isNotedTogether)
}

extension ImportSheet {
  /// Its rows belong to nobody while an import is unseen.
  var isOwned: Bool { [ImportSheet.alter, .field, .group, .note].contains { $0 === self } }

  /// Numbers by chance don't come at the end.
  fileprivate var isNotedTogether: Bool { hasImport && numbering != .scattered }

  fileprivate func insert(_ names: [String]) -> String {
    let columns = names + (hasImport ? ["import_id"] : []) + (numbering == .counted ? [] : ["id"])
    let marks = columns.map { _ in "?" }.joined(separator: ",")
    return "INSERT INTO \(table)(\(columns.joined(separator: ","))) VALUES(\(marks))"
  }

  fileprivate var find: String { "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(keyMatch)" }
}
