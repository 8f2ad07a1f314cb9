import Foundation
import GRDB
import GRDBSQLite

/// The write-ahead log of one database file, moved into the file while nobody can commit.
public final class WriteAheadLog {
  /// Pages that wait to be moved. A reader looks through more of them for longer.
  static let long = 1000
  /// Bytes that a log keeps when it starts anew (`journal_size_limit`): writing over what is there already
  /// is on disk in a fraction of the time that a file takes to grow.
  static let kept = 67_108_864
  /// Seconds after which even a short one is moved.
  static let patience = 60.0

  private let file: URL
  private let watch: DatabaseQueue
  private let mover: DatabaseQueue
  private var movedVersion: Int?
  private var movedAt = -patience
  private var isPartly = false

  public init(of file: URL) throws {
    self.file = file
    watch = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
    mover = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
  }

  public func checkpoint(evenIfNotDue: Bool = false) throws {
    // Changes whenever another connection has committed.
    let version = try watch.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    guard evenIfNotDue || isPartly || (version != movedVersion && isDue) else { return }
    isPartly = try move()
    movedVersion = version
    movedAt = Self.uptime
  }

  private var isDue: Bool { waiting > Self.long || Self.uptime - movedAt >= Self.patience }

  /// Pages that are in the log and not yet in the file, as its index says (sqlite.org/walformat.html 2.1:
  /// `mxFrame` at 16, `nBackfill` at 96, in the machine's byte order).
  var waiting: Int {
    watch.unsafeRead { db in
      index(db).map {
        Int($0.load(fromByteOffset: 16, as: UInt32.self)) - Int($0.load(fromByteOffset: 96, as: UInt32.self))
      } ?? 0
    }
  }

  /// The index in the memory where SQLite has mapped it. Never open the file itself: closing it would free
  /// every lock that this process holds there (sqlite.org/howtocorrupt.html 2.2).
  private func index(_ db: Database) -> UnsafeMutableRawPointer? {
    var file: UnsafeMutablePointer<sqlite3_file>?
    sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    var index: UnsafeMutableRawPointer?
    _ = file?.pointee.pMethods?.pointee.xShmMap?(file, 0, 32_768, 0, &index)  // nil where there is none yet
    return index
  }

  /// One connection keeps everybody from committing, another moves what no reader still needs.
  /// True if readers kept some of it back.
  private func move() throws -> Bool {
    try watch.writeWithoutTransaction { db in
      var isPartly = false
      try db.inTransaction(.immediate) {
        let row = try mover.unsafeRead { try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(PASSIVE)") }
        isPartly = row.map { ($0[1] as Int) > ($0[2] as Int) } ?? false
        return .rollback
      }
      return isPartly
    }
  }

  public static func size(of file: URL) -> Int {
    var status = stat()
    return stat(file.path + "-wal", &status) == 0 ? Int(status.st_size) : 0
  }

  private static var uptime: Double { ProcessInfo.processInfo.systemUptime }
}
