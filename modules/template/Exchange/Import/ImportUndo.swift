import GRDB
import Kit

/// Takes an import back: what it made goes, what it changed or removed is as it was before. What was changed
/// since then stays, and is counted. It is done in short transactions, and goes on where it was broken off.
struct ImportUndo {
  private let house: House
  private let importId: Int64
  /// Where it is: the steps in order, and the change that was looked at last.
  private var step = 0
  private var last = Int64.max

  init(_ house: House, _ importId: Int64) { (self.house, self.importId) = (house, importId) }

  /// `finishing` belongs to the last transaction.
  mutating func run(_ now: Moment, finishing: (Database) throws -> Void = { _ in }) throws {
    while try house.write({ db in try turn(now, finishing, db) }) {}
  }

  /// Within a table, what was removed comes back first, and what was made goes last.
  private enum Pass: String, CaseIterable {
    case bringBack = "c.after IS NULL"
    case restore = "c.before IS NOT NULL AND c.after IS NOT NULL"
    case delete = "c.before IS NULL"
  }

  private static let steps = ImportSheet.all.reversed().flatMap { sheet in Pass.allCases.map { (sheet, $0) } }

  /// True if there is more to do.
  private mutating func turn(_ now: Moment, _ finishing: (Database) throws -> Void, _ db: Database) throws
    -> Bool
  {
    guard let record = try ImportRecord.find(importId, db), record.state == .undoing else { return false }
    var report = record.phase == .undoing ? record.report : ImportReport()
    let isMore = try undo(&report.remarks, db)
    try ImportRecord.set(isMore ? .undoing : .none, of: importId, db)
    try ImportRecord.note(importId, report, db)
    guard !isMore else { return true }
    _ = try ImportRecord.move(importId, from: .undoing, to: .undone, now: now, db)
    try DeletedRecords.forget(import: importId, db)
    try finishing(db)
    return false
  }

  private mutating func undo(_ remarks: inout Remarks, _ db: Database) throws -> Bool {
    let turn = ShortTurn()
    while step < Self.steps.count {
      let (sheet, pass) = Self.steps[step]
      while let change = try ImportChange.last(of: importId, sheet, before: last, where: pass.rawValue, db) {
        if try !undo(change, sheet, pass, db) { remarks.note(.yours, Self.reason(sheet)) }
        try ImportChange.forget(change, db)
        last = change
        if turn.isOver { return true }
      }
      (step, last) = (step + 1, .max)
      if turn.isOver { return step < Self.steps.count }
    }
    return false
  }

  /// False if it was changed since, or if what is newer stands in the way.
  private func undo(_ change: Int64, _ sheet: ImportSheet, _ pass: Pass, _ db: Database) throws -> Bool {
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sheet.state), arguments: [change]) else {
      return true
    }
    let (isThere, isAsLeft): (Bool, Bool) = (row[0], row[1])
    switch pass {
    case .bringBack: return try !isThere && run(sheet.bringBack, change, db)
    case .restore: return try isAsLeft && run(sheet.restore, change, db)
    case .delete: return try !isThere || (isAsLeft && run(sheet.delete, change, db))
    }
  }

  private func run(_ sql: String, _ change: Int64, _ db: Database) throws -> Bool {
    do {
      try db.cachedStatement(sql: sql).execute(arguments: [change])
      return db.changesCount > 0
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      return false
    }
  }

  private static func reason(_ sheet: ImportSheet) -> String {
    switch sheet.kind {
    case ImportSheet.alter.kind: "members who were changed since, or are needed by something newer"
    case ImportSheet.span.kind: "times at the front that were changed since"
    case ImportSheet.note.kind: "notes that stand at something newer"
    case ImportSheet.list.kind: "lists that you use, or have changed"
    case ImportSheet.group.kind: "groups that were changed since, or hold newer ones"
    default: "details that were changed since"
    }
  }
}
