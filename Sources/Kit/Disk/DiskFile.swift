import GRDB
import GRDBSQLite

/// An open database file, log or journal, under the mark of its site. In SQLite's memory for it stand our
/// methods, this, and then the default VFS's own file.
final class DiskFile {
  typealias File = UnsafeMutablePointer<sqlite3_file>

  private let mark: SyncMark
  /// Of a log.
  private var frames = FrameGathering()
  private let isLog: Bool
  /// Of a database.
  private weak var log: DiskFile?

  /// Where the default VFS's file begins: behind the methods and the reference to this.
  static let offset = MemoryLayout<sqlite3_file>.stride + MemoryLayout<UnsafeRawPointer>.stride
  /// What outlives a transaction. Temporary files are the default VFS's alone.
  private static let kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL

  private init(_ mark: SyncMark, isLog: Bool = false) { (self.mark, self.isLog) = (mark, isLog) }

  /// `real` opens what it is given.
  static func open(_ file: File, _ name: UnsafePointer<CChar>?, _ flags: CInt, real: (File) -> CInt) -> CInt {
    guard flags & kept != 0, let name else { return real(file) }
    file.pointee.pMethods = nil
    file.real.pointee.pMethods = nil
    let result = real(file.real)
    // SQLite closes even what failed to open, if it has methods.
    guard let methods = file.real.pointee.pMethods else { return result }
    file.keep(make(name, flags))
    file.pointee.pMethods = DiskMethods.table(version: methods.pointee.iVersion)
    return result
  }

  /// A log or a journal is under the mark of its database.
  private static func make(_ name: UnsafePointer<CChar>, _ flags: CInt) -> DiskFile {
    guard flags & SQLITE_OPEN_MAIN_DB == 0 else { return DiskFile(Disk.mark(of: String(cString: name))) }
    let database = sqlite3_database_file_object(name).disk
    let file = DiskFile(database.mark, isLog: flags & SQLITE_OPEN_WAL != 0)
    if file.isLog { database.log = file }
    return file
  }
}

extension DiskFile {
  func write(_ piece: UnsafeRawBufferPointer, at offset: Int64, _ real: File) -> CInt {
    guard isLog else { return put(piece, at: offset, real) }
    if !frames.fits(piece, at: offset) {
      let result = flush(real)
      guard result == SQLITE_OK else { return result }
    }
    guard frames.hold(piece, at: offset) else { return put(piece, at: offset, real) }
    return frames.isDone ? flush(real) : SQLITE_OK
  }

  /// Writes what is held back. What can't be written is SQLite's to handle, as one of its own writes.
  func flush(_ real: File) -> CInt {
    guard !frames.isEmpty else { return SQLITE_OK }
    defer { frames.drop() }
    return frames.bytes.withUnsafeBytes { put($0, at: frames.start, real) }
  }

  /// The database's turn to write is over. What its log holds back was never committed, and another process
  /// writes in that place now.
  func endTurn() { log?.frames.begin() }

  /// After a failed sync nothing is written: it could be acknowledged on top of a hole.
  private func put(_ piece: UnsafeRawBufferPointer, at offset: Int64, _ real: File) -> CInt {
    guard !mark.isSet else { return ResultCode.SQLITE_IOERR_WRITE.rawValue }
    let pass = { (piece: UnsafeRawBufferPointer) in
      real.pointee.pMethods.pointee.xWrite(real, piece.baseAddress, CInt(piece.count), offset)
    }
    switch mark.faults.strike(.write) {
    case .error: return ResultCode.SQLITE_IOERR_WRITE.rawValue
    case .full: return SQLITE_FULL
    case .shortWrite:
      let result = pass(UnsafeRawBufferPointer(rebasing: piece[..<(piece.count / 2)]))
      return result == SQLITE_OK ? ResultCode.SQLITE_IOERR_WRITE.rawValue : result
    case nil: return pass(piece)
    }
  }

  func truncate(to size: Int64, _ real: File) -> CInt {
    guard !mark.isSet, mark.faults.strike(.truncate) == nil else {
      return ResultCode.SQLITE_IOERR_TRUNCATE.rawValue
    }
    return real.pointee.pMethods.pointee.xTruncate(real, size)
  }

  /// The kernel tells of lost pages once and takes them for written from then on: whoever asks next would be
  /// told that all is well. Hence the mark, and hence a sync counts only if there is none when it is done.
  func sync(_ flags: CInt, _ real: File) -> CInt {
    let failed = ResultCode.SQLITE_IOERR_FSYNC.rawValue
    guard !mark.isSet else { return failed }
    let isBroken = mark.faults.strike(.sync) != nil
    let result = isBroken ? failed : real.pointee.pMethods.pointee.xSync(real, flags)
    if result != SQLITE_OK { mark.set() }
    return mark.isSet ? failed : result
  }
}

extension UnsafeMutablePointer<sqlite3_file> {
  private var place: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(self) + MemoryLayout<sqlite3_file>.stride
  }

  /// The default VFS's file.
  var real: Self {
    (UnsafeMutableRawPointer(self) + DiskFile.offset).assumingMemoryBound(to: sqlite3_file.self)
  }

  var disk: DiskFile {
    Unmanaged<DiskFile>.fromOpaque(place.load(as: UnsafeRawPointer.self)).takeUnretainedValue()
  }

  /// Until `drop`.
  fileprivate func keep(_ disk: DiskFile) {
    place.storeBytes(of: UnsafeRawPointer(Unmanaged.passRetained(disk).toOpaque()), as: UnsafeRawPointer.self)
  }

  func drop() { Unmanaged<DiskFile>.fromOpaque(place.load(as: UnsafeRawPointer.self)).release() }
}
