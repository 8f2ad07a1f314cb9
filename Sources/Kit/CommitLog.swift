import GRDB
import GRDBSQLite
import Synchronization

/// The write-ahead log of a connection, which takes what a commit writes with one system call. SQLite itself
/// makes two for each page, and they can cost more than all the rest of a short commit.
///
/// Held back are frames only (sqlite.org/fileformat2.html 4.1), only within `COMMIT`, and never beyond the
/// frame that marks it: before SQLite tells anybody of the commit, all of it is in the file. An error there
/// is SQLite's to handle, as one of its own writes.
struct CommitLog {
  private let file: UnsafeMutablePointer<sqlite3_file>
  /// Kept from commit to commit, as it grows to what they need.
  private static let spare = Mutex<[UInt8]>([])

  /// Throws if there is no log, which nothing here can work without.
  init(_ db: Database) throws {
    var file: UnsafeMutablePointer<sqlite3_file>?
    sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file)
    guard let file, file.pointee.pMethods != nil else {
      throw DatabaseError(resultCode: .SQLITE_IOERR, message: "there is no write-ahead log")
    }
    self.file = file
  }

  /// Runs a `COMMIT`. Throws what it throws.
  func gather(_ commit: () throws -> Void) rethrows {
    guard let original = file.pointee.pMethods else { return try commit() }
    var methods = GatheringMethods(original, Self.spare.withLock { Self.take(&$0) })
    defer {
      let bytes = methods.emptied()
      Self.spare.withLock { $0 = bytes }
    }
    try withUnsafeMutablePointer(to: &methods) { methods in
      file.pointee.pMethods = UnsafeRawPointer(methods).assumingMemoryBound(to: sqlite3_io_methods.self)
      defer { file.pointee.pMethods = original }
      try commit()
    }
  }

  private static func take(_ bytes: inout [UInt8]) -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Waits until the log is on disk. Throws what SQLite says.
  func sync() throws {
    let result = file.pointee.pMethods.pointee.xSync(file, SQLITE_SYNC_NORMAL)
    guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
  }
}

/// A file's methods while a commit is gathered. SQLite finds its table where the whole begins.
private struct GatheringMethods {
  private var table: sqlite3_io_methods
  private let original: UnsafePointer<sqlite3_io_methods>
  private var bytes: [UInt8]
  private var start: Int64 = 0
  private var isCommit = false
  private var isDone = false

  static let headerSize = 24
  /// SQLite's own write takes no more at once (`seekAndWriteFd` in os_unix.c).
  static let most = 0x1FFFF

  init(_ original: UnsafePointer<sqlite3_io_methods>, _ bytes: [UInt8]) {
    (self.original, self.bytes, table) = (original, bytes, original.pointee)
    table.xWrite = { file, bytes, count, offset in
      guard let file else { return SQLITE_MISUSE }
      let methods = UnsafeMutableRawPointer(mutating: file.pointee.pMethods)
        .assumingMemoryBound(to: GatheringMethods.self)
      return methods.pointee.write(UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: offset, file)
    }
  }

  /// What another commit can begin with.
  mutating func emptied() -> [UInt8] {
    bytes.removeAll(keepingCapacity: true)
    defer { bytes = [] }
    return bytes
  }
}

extension GatheringMethods {
  typealias File = UnsafeMutablePointer<sqlite3_file>

  /// A frame is a header and a page; the header of a commit's last one tells the size of the database.
  private mutating func write(_ piece: UnsafeRawBufferPointer, at offset: Int64, _ file: File) -> CInt {
    guard !isDone else { return pass(piece, at: offset, file) }
    let isHeader = piece.count == Self.headerSize
    if isHeader { isCommit = piece[4..<8].contains { $0 != 0 } } else { isDone = isCommit }
    if offset != start + Int64(bytes.count) || bytes.count + piece.count > Self.most {
      let result = flush(file)
      guard result == SQLITE_OK else { return result }
    }
    guard isHeader || !bytes.isEmpty else { return pass(piece, at: offset, file) }
    if bytes.isEmpty { start = offset }
    bytes += piece
    return isDone ? flush(file) : SQLITE_OK
  }

  private mutating func flush(_ file: File) -> CInt {
    guard !bytes.isEmpty else { return SQLITE_OK }
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes.withUnsafeBytes { pass($0, at: start, file) }
  }

  private func pass(_ piece: UnsafeRawBufferPointer, at offset: Int64, _ file: File) -> CInt {
    original.pointee.xWrite(file, piece.baseAddress, CInt(piece.count), offset)
  }
}
