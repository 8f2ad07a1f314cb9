import GRDB
import Kit

/// Carries out the plan of an import in short transactions. Nobody sees what they write, until one of them shows
/// it all; what is changed of things that were here before is changed with it, and what takes longer than a
/// turn right after. Whoever writes in between is never overwritten.
struct ImportWriting {
  /// The import is not to be done any more.
  struct Stopped: Error {}

  /// Whose import it is may not write at present, so nothing of theirs comes to be seen.
  struct NotNow: Error, CustomStringConvertible {
    let description = "This account may not write at present, so the import was broken off."
  }

  private let house: House
  private let record: ImportRecord
  private let plan: ImportPlan
  private let progress: (Int, Int) -> Void
  private var ledger: ImportLedger
  private var report: ImportReport
  private let lastSpan: Int64

  init(
    _ house: House, _ record: ImportRecord, _ work: Importing, progress: @escaping (Int, Int) -> Void
  ) {
    (self.house, self.record, plan, report) = (house, record, work.plan, work.report)
    // What was shown already is told as it was then.
    if record.phase == .shown { report = record.report }
    (self.progress, lastSpan) = (progress, work.lastSpan)
    ledger = ImportLedger(record.id, plan)
  }

  /// `finishing` belongs to the last transaction.
  mutating func run(_ now: Moment, finishing: (Database) throws -> Void = { _ in }) throws {
    if record.phase != .shown { try writeUnseen() }
    var done = 0
    var isFirst = record.phase != .shown
    repeat {
      try house.write { db in
        try require(db)
        let turn = ShortTurn()
        if isFirst { try show(db) }
        isFirst = false
        try write(plan.changes, &done, turn, db)
        try ImportRecord.note(record.id, report, db)
        guard done == plan.changes.count else { return }
        _ = try ImportRecord.move(record.id, from: .importing, to: .done, now: now, db)
        try ImportRecord.set(.none, of: record.id, db)
        try finishing(db)
      }
      tell(plan.unseen.count + done)
    } while done < plan.changes.count
  }

  private mutating func writeUnseen() throws {
    try house.write { db in
      try require(db)
      try ImportRecord.set(.unseen, of: record.id, db)
    }
    ledger.owner = -record.id
    var done = 0
    while done < plan.unseen.count {
      try house.write { db in
        try require(db)
        try write(plan.unseen, &done, ShortTurn(), db)
      }
      tell(done)
    }
    ledger.owner = nil
  }

  private func require(_ db: Database) throws {
    guard try ImportRecord.find(record.id, db)?.state == .importing else { throw Stopped() }
    guard try house.doors.mayWrite(record.account, .now, db) else { throw NotNow() }
  }

  private mutating func write(
    _ steps: [ImportPlan.Step], _ done: inout Int, _ turn: ShortTurn, _ db: Database
  ) throws {
    let ends = try ledger.ends(db)
    while done < steps.count {
      try write(steps[done], db)
      done += 1
      if done.isMultiple(of: 16), turn.isOver { break }
    }
    try ledger.log(since: ends, db)
  }

  private mutating func write(_ step: ImportPlan.Step, _ db: Database) throws {
    guard let step = try asOfNow(step, db), try ledger.write(step, db) else {
      return report.remarks.note(.yours, "details that were changed while it was imported")
    }
  }

  private func tell(_ done: Int) { progress(done, plan.unseen.count + plan.changes.count) }
}

/// The moment from which it is there.
extension ImportWriting {
  private func show(_ db: Database) throws {
    let (account, owner) = (record.account, -record.id)
    // Somebody new may have got the same word meanwhile.
    try db.execute(
      sql: """
        UPDATE template_alter AS new SET slug = substr(slug, 1, 20) || '-' || id WHERE account_id = ?1
          AND EXISTS (SELECT 1 FROM template_alter here WHERE ifnull(here.account_id, 0) = ?2
            AND here.slug = new.slug)
        """, arguments: [owner, account])
    for sheet in ImportSheet.all where sheet.isOwned {
      try db.execute(
        sql: "UPDATE \(sheet.table) SET account_id = ? WHERE account_id = ?", arguments: [account, owner])
    }
    try ImportRecord.set(.shown, of: record.id, db)
  }

  /// A front that lasts, as whoever switched since the plan was made has left it; nil if they front already.
  private mutating func asOfNow(_ step: ImportPlan.Step, _ db: Database) throws -> ImportPlan.Step? {
    guard step.sheet === ImportSheet.span, case .insert = step.act, step.values[4].isNull else { return step }
    let since = try Moment.fetchOne(
      db,
      sql: """
        SELECT min(started_at) FROM template_history WHERE account_id = ? AND id > ? AND started_at >= ?
          AND import_id IS NOT ?
        """, arguments: [record.account, lastSpan, step.values[3], record.id])
    guard let since else { return step }
    report.remarks.note(.mended, "fronts that were open end where your own began here")
    var values = step.values
    values[4] = since.databaseValue
    return ImportPlan.Step(
      sheet: step.sheet, act: step.act, key: [], values: values, before: [], id: step.id)
  }
}
