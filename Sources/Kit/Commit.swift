import GRDB
import GRDBSQLite

/// One `BEGIN IMMEDIATE` transaction whose wait for the disk comes after its commit, when the next writer
/// may already work: several processes then wait side by side, not one behind the other.
///
/// Nobody is answered before `settle`, so what was acknowledged is on disk as with `synchronous=FULL`. What
/// others read in the milliseconds before can be lost with the power, like everything after it, never alone.
struct Commit {
  let db: Database

  func run<Answer>(_ change: (Database) throws -> Answer) throws -> Answer {
    let connection = db.sqliteConnection
    // Straight to SQLite: a pragma is compiled each time, and this one can't fail.
    sqlite3_exec(connection, "PRAGMA synchronous=NORMAL", nil, nil, nil)
    defer { sqlite3_exec(connection, "PRAGMA synchronous=FULL", nil, nil, nil) }
    // Kept statements: `inTransaction` compiles its own each time.
    try db.cachedStatement(sql: "BEGIN IMMEDIATE").run()
    do {
      let answer = try change(db)
      try db.cachedStatement(sql: "COMMIT").run()
      return answer
    } catch {
      // SQLite has rolled back by itself after some errors; the first error is the one to tell.
      if db.isInsideTransaction { try? db.cachedStatement(sql: "ROLLBACK").run() }
      throw error
    }
  }

  /// Waits until the write-ahead log is on disk. If that fails, others may have seen the commit, and nobody
  /// knows whether it stays: see `SyncMark`.
  func settle() throws { try db.log().sync() }
}

extension DatabaseQueue {
  /// One short `BEGIN IMMEDIATE` transaction among those of all processes that share the gate; on disk when
  /// this returns.
  public func write<Answer>(
    through writeGate: WriteGate?, _ change: (Database) throws -> Answer
  ) throws -> Answer {
    try writeWithoutTransaction { db in
      let (commit, before) = (Commit(db: db), db.totalChangesCount)
      let (answer, number) = try writeGate.pass { try commit.run(change) }
      guard db.totalChangesCount != before else { return answer }
      if let writeGate { try writeGate.settle(number) { try commit.settle() } } else { try commit.settle() }
      return answer
    }
  }

  /// One short transaction that doesn't wait for the disk: for what costs nobody anything if it is lost with
  /// the power. On app.db, `House.remember` does it in turn.
  public func remember(_ change: (Database) throws -> Void) throws {
    try writeWithoutTransaction { try Commit(db: $0).run(change) }
  }
}
