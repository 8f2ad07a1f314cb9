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
    var answer: Answer?
    try db.inTransaction(.immediate) {
      answer = try change(db)
      return .commit
    }
    guard let answer else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
    return answer
  }

  /// Waits until the write-ahead log is on disk.
  func settle() throws {
    var file: UnsafeMutablePointer<sqlite3_file>?
    sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file)
    guard let file, let sync = file.pointee.pMethods?.pointee.xSync else {
      throw DatabaseError(resultCode: .SQLITE_IOERR, message: "there is no write-ahead log to wait for")
    }
    let result = sync(file, SQLITE_SYNC_NORMAL)
    guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
  }
}
