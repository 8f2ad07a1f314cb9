import GRDB
import Kit

/// One import of an account, from the file to its end.
struct ImportRecord: Sendable {
  enum State: String, Sendable {
    case reading, ready, importing, done, undoing, undone, failed

    /// Work of `rowhouse-jobs` that goes on.
    var isBusy: Bool { [.reading, .importing, .undoing].contains(self) }
  }

  /// How far the transactions of an import have come, or of taking it back.
  enum Phase: String, Sendable {
    case none = ""
    case unseen, shown, undoing
  }

  let id: Int64
  let account: Int64
  let state: State
  let phase: Phase
  let app: SystemFile.App?
  let file: String
  /// The archive beside it.
  let pictures: String
  /// Without the faces of this site.
  let wishes: ImportWishes
  let report: ImportReport
  let sentence: String
  let begunAt: Moment
}

extension ImportRecord {
  private static let columns = """
    id, account_id, state, app, file, pictures, is_as_said, makes_lists, brings_back, report, sentence, begun_at, phase
    """

  private init(_ row: Row) {
    (id, account) = (row["id"], row["account_id"])
    state = State(rawValue: row["state"]) ?? .failed
    phase = Phase(rawValue: row["phase"]) ?? .none
    app = SystemFile.App(rawValue: row["app"])
    (file, pictures, sentence) = (row["file"], row["pictures"], row["sentence"])
    wishes = ImportWishes(
      isAsSaid: row["is_as_said"], makesLists: row["makes_lists"], bringsBack: row["brings_back"])
    report = ImportReport(row["report"])
    begunAt = row["begun_at"]
  }

  static func find(_ id: Int64, _ db: Database) throws -> ImportRecord? {
    try Row.fetchOne(db, sql: "SELECT \(columns) FROM template_import WHERE id = ?", arguments: [id])
      .map(ImportRecord.init)
  }

  /// The latest ones.
  static func list(of account: Int64, _ db: Database) throws -> [ImportRecord] {
    try Row.fetchAll(
      db, sql: "SELECT \(columns) FROM template_import WHERE account_id = ? ORDER BY id DESC LIMIT 20",
      arguments: [account]
    ).map(ImportRecord.init)
  }

  /// nil while another import of this account is not over.
  static func begin(
    _ state: State, of account: Int64, file: String, pictures: String = "", now: Moment, _ db: Database
  )
    throws -> Int64?
  {
    do {
      try db.execute(
        sql:
          """
          INSERT INTO template_import(account_id, state, file, pictures, begun_at, changed_at)
          VALUES(?, ?, ?, ?, ?, ?)
          """, arguments: [account, state.rawValue, file, pictures, now, now])
      return db.lastInsertedRowID
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      return nil
    }
  }

  /// False if it was not in that state any more, or another one is open.
  static func move(
    _ id: Int64, from old: State, to new: State, _ wishes: ImportWishes? = nil, now: Moment, _ db: Database
  ) throws -> Bool {
    do {
      try db.execute(
        sql: """
          UPDATE template_import SET state = ?, is_as_said = ifnull(?, is_as_said),
            makes_lists = ifnull(?, makes_lists), brings_back = ifnull(?, brings_back), changed_at = ?
          WHERE id = ? AND state = ?
          """,
        arguments: [
          new.rawValue, wishes?.isAsSaid, wishes?.makesLists, wishes?.bringsBack, now, id, old.rawValue,
        ])
      return db.changesCount > 0
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      return false
    }
  }

  static func note(_ id: Int64, app: SystemFile.App, _ report: ImportReport, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_import SET app = ?, report = ? WHERE id = ?",
      arguments: [app.rawValue, report.json, id])
  }

  static func note(_ id: Int64, _ report: ImportReport, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_import SET report = ? WHERE id = ?", arguments: [report.json, id])
  }

  static func set(_ phase: Phase, of id: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_import SET phase = ? WHERE id = ?", arguments: [phase.rawValue, id])
  }

  static func forget(_ id: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_import WHERE id = ?", arguments: [id])
  }

  static func fail(_ id: Int64, _ sentence: String, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_import SET state = 'failed', sentence = ?, changed_at = ?
        WHERE id = ? AND state IN ('reading', 'ready', 'importing')
        """, arguments: [sentence, now, id])
  }

  /// Those that nobody works on any more: what they left is there, and nobody sees it.
  static func leftUnseen(_ db: Database) throws -> [ImportRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns) FROM template_import WHERE phase = 'unseen' AND state <> 'importing' LIMIT 100
        """
    ).map(ImportRecord.init)
  }

  /// What a command began and did not finish; it must have ended by now. Without an account, everybody's.
  static func leftByCommands(of account: Int64? = nil, _ db: Database) throws -> [ImportRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns) FROM template_import
        WHERE state IN ('importing', 'undoing') AND file = '' AND account_id = ifnull(?, account_id) LIMIT 100
        """, arguments: [account]
    ).map(ImportRecord.init)
  }

  /// Those that nobody has answered for a day.
  static func forgotten(now: Moment, _ db: Database) throws -> [ImportRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns) FROM template_import WHERE state IN ('reading', 'ready', 'importing') AND changed_at < ?
        LIMIT 100
        """, arguments: [now - 86_400]
    ).map(ImportRecord.init)
  }
}
