import Foundation
import GRDB
import GRDBSQLite
import Kit

/// The write-ahead log of one database file, moved into the file while nobody can commit. How long that is
/// must not depend on the disk: most of a long log is moved without waiting for it (`moveMost`).
public final class WriteAheadLog {
  /// Pages that wait to be moved. A reader looks through more of them for longer.
  static let long = 1000
  /// Pages that are moved and synced while nobody can commit: a disk takes them in one go.
  static let short = 64
  /// Bytes that a log keeps when it starts anew (`journal_size_limit`): writing over what is there already
  /// is on disk in a fraction of the time that a file takes to grow.
  static let kept = 67_108_864
  /// Seconds after which even a short one is moved, and after which one is that a reader kept.
  static let patience = (short: 60.0, kept: 1.0)

  private let watch: DatabaseQueue
  private let mover: DatabaseQueue
  private let reader: DatabaseQueue
  private let writeGate: WriteGate?
  private var movedVersion: Int?
  private var movedAt = -patience.short
  private var isPartly = false

  public init(of file: URL, _ writeGate: WriteGate? = nil) throws {
    self.writeGate = writeGate
    // What it commits itself need not be on disk.
    watch = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.normal))
    mover = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
    reader = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
  }

  public func checkpoint(evenIfNotDue: Bool = false) throws {
    // Changes whenever another connection has committed.
    let version = try watch.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    guard evenIfNotDue || (isPartly && hasPassed(Self.patience.kept)) || (version != movedVersion && isDue)
    else { return }
    try moveMost()
    // A long commit may come just before the move.
    if let partly = try move(atMost: Self.long) {
      isPartly = partly
    } else {
      try moveMost()
      isPartly = try move() ?? true
    }
    movedVersion = version
    movedAt = Checkpoints.uptime
  }

  private var isDue: Bool { waiting > Self.long || hasPassed(Self.patience.short) }
  private func hasPassed(_ seconds: Double) -> Bool { Checkpoints.uptime - movedAt >= seconds }

  /// Pages that are in the log and not yet in the file.
  var waiting: Int { watch.unsafeRead(waiting) }

  private func waiting(_ db: Database) -> Int {
    let (all, moved) = frames(db)
    return all - moved
  }

  /// Pages in the log, and how many of them are in the file, as its index says (sqlite.org/walformat.html 2.1:
  /// `mxFrame` at 16, `nBackfill` at 96, in the machine's byte order).
  private func frames(_ db: Database) -> (all: Int, moved: Int) {
    guard let index = index(db) else { return (0, 0) }
    return (
      Int(index.load(fromByteOffset: 16, as: UInt32.self)),
      Int(index.load(fromByteOffset: 96, as: UInt32.self))
    )
  }

  /// The index in the memory where SQLite has mapped it. Never open the file itself: closing it would free
  /// every lock that this process holds there (sqlite.org/howtocorrupt.html 2.2).
  private func index(_ db: Database) -> UnsafeMutableRawPointer? {
    var index: UnsafeMutableRawPointer?
    guard let file = file(SQLITE_FCNTL_FILE_POINTER, db) else { return nil }
    _ = file.pointee.pMethods?.pointee.xShmMap?(file, 0, 32_768, 0, &index)  // nil where there is none yet
    return index
  }

  private func file(_ which: CInt, _ db: Database) -> UnsafeMutablePointer<sqlite3_file>? {
    var file: UnsafeMutablePointer<sqlite3_file>?
    sqlite3_file_control(db.sqliteConnection, "main", which, &file)
    return file
  }

  public static func size(of file: URL) -> Int {
    var status = stat()
    return stat(file.path + "-wal", &status) == 0 ? Int(status.st_size) : 0
  }
}

extension WriteAheadLog {
  /// SQLite syncs the file within a checkpoint only if that moves all of the log, and it never moves what came
  /// after the beginning of a read. So there is a read that begins here, and a little that comes after it; and
  /// the disk is waited for before and afterwards, while everybody may commit.
  private func moveMost() throws {
    var left = waiting
    while left > Self.short {
      try reader.read { db in
        let end = watch.unsafeRead(frames).all
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
        try sync(SQLITE_FCNTL_JOURNAL_POINTER)
        // On a full disk nothing can be added, and all is moved at once: that may make room.
        if watch.unsafeRead(frames).all == end { try? addFrame() }
        _ = try move()
      }
      try sync(SQLITE_FCNTL_FILE_POINTER)
      guard waiting < left else { return }  // readers keep it, or writers are faster
      left = waiting
    }
  }

  /// A commit that changes nothing.
  private func addFrame() throws {
    try inTurn {
      try watch.write { db in
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        try db.execute(sql: "PRAGMA user_version = \(version)")
      }
    }
  }

  private func sync(_ which: CInt) throws {
    try mover.unsafeRead { db in
      guard let file = file(which, db), let methods = file.pointee.pMethods else { return }
      let result = methods.pointee.xSync(file, SQLITE_SYNC_NORMAL)
      guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
    }
  }

  /// One connection keeps everybody from committing, another moves what no reader still needs.
  /// True if readers kept some of it back; nil, and nothing moved, where more than `most` pages wait.
  private func move(atMost most: Int = .max) throws -> Bool? {
    try inTurn {
      try watch.writeWithoutTransaction { db in
        var isPartly: Bool?
        try db.inTransaction(.immediate) {
          guard waiting(db) <= most else { return .rollback }
          let row = try mover.unsafeRead { try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(PASSIVE)") }
          isPartly = row.map { ($0[1] as Int) > ($0[2] as Int) } ?? false
          return .rollback
        }
        return isPartly
      }
    }
  }

  private func inTurn<Answer>(_ work: () throws -> Answer) throws -> Answer {
    try writeGate?.pass(work).answer ?? work()
  }
}
