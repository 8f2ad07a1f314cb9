import GRDB
import GRDBSQLite

/// Puts a database's write-ahead log onto the disk once more, after a sync has failed. To be run before
/// anybody else opens the database.
///
/// After such a failure the kernel takes pages for written that are not: what is read back may differ from
/// what another power cut would leave. So each byte of the log is written as it is read, which makes every page
/// wait for the disk anew, and then synced. Guaranteed from there on: what was acknowledged is kept, as it was
/// on the disk before; what was seen and not acknowledged is either all there, on the disk, or SQLite's
/// checksums end the log before it and nobody sees it again. The database file needs nothing: a log begins anew
/// only after a sync of a file that has all of it, so what was lost there is still in the log and read from there;
/// and the log's index, made anew since everybody has gone, has all of it moved once more.
public enum LogRewriting {
  /// The default VFS writes less than 128 KB at once (`seekAndWriteFd` in os_unix.c).
  private static let step: Int64 = 1 << 16

  /// Throws what SQLite says; then nothing is known, and it has to be done again.
  public static func run(_ db: Database) throws {
    // Nobody may append meanwhile; somebody's sqlite3 might be open.
    try db.inTransaction(.immediate) {
      try rewrite(db.log())
      return .rollback
    }
  }

  private static func rewrite(_ log: LogFile) throws {
    let size = try log.size()
    for start in stride(from: 0, to: size, by: Int(step)) {
      try log.rewrite(start, min(step, size - start))
    }
    try log.sync()
  }
}

/// The write-ahead log of a connection, through the methods that SQLite itself uses (sqlite.org/vfs.html).
struct LogFile {
  fileprivate let file: UnsafeMutablePointer<sqlite3_file>
  fileprivate let methods: UnsafePointer<sqlite3_io_methods>

  /// Waits until it is on disk.
  func sync() throws { try check(methods.pointee.xSync(file, SQLITE_SYNC_NORMAL)) }

  fileprivate func size() throws -> Int64 {
    var size: sqlite3_int64 = 0
    try check(methods.pointee.xFileSize(file, &size))
    return size
  }

  fileprivate func rewrite(_ start: Int64, _ count: Int64) throws {
    try withUnsafeTemporaryAllocation(byteCount: Int(count), alignment: 1) { bytes in
      try check(methods.pointee.xRead(file, bytes.baseAddress, CInt(count), start))
      try check(methods.pointee.xWrite(file, bytes.baseAddress, CInt(count), start))
    }
  }

  private func check(_ result: CInt) throws {
    guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
  }
}

extension Database {
  /// Throws if there is no log, which nothing here can work without.
  func log() throws -> LogFile {
    var file: UnsafeMutablePointer<sqlite3_file>?
    sqlite3_file_control(sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file)
    guard let file, let methods = file.pointee.pMethods else {
      throw DatabaseError(resultCode: .SQLITE_IOERR, message: "there is no write-ahead log")
    }
    return LogFile(file: file, methods: methods)
  }
}
