import GRDBSQLite

/// What SQLite calls of an open file: the default VFS's methods, but for those that change the disk.
enum DiskMethods {
  /// As many methods as the default VFS has for this file.
  static func table(version: CInt) -> UnsafePointer<sqlite3_io_methods> {
    UnsafePointer(tables.base + Int(min(max(version, 1), 3) - 1))
  }

  private struct Tables: @unchecked Sendable {  // never written again
    let base: UnsafeMutablePointer<sqlite3_io_methods>
  }
  private static let tables: Tables = {
    let base = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 3)
    for version in 1...3 { (base + version - 1).initialize(to: methods(version: CInt(version))) }
    return Tables(base: base)
  }()

  private static func methods(version: CInt) -> sqlite3_io_methods {
    var table = sqlite3_io_methods()
    table.iVersion = version
    change(&table)
    look(&table)
    lock(&table)
    share(&table)
    return table
  }

  private static func change(_ table: inout sqlite3_io_methods) {
    table.xWrite = { file, bytes, count, offset in
      guard let file else { return SQLITE_MISUSE }
      return file.disk.write(UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: offset, file.real)
    }
    table.xTruncate = { file, size in flushed(file) { $0.disk.truncate(to: size, $0.real) } }
    table.xSync = { file, flags in flushed(file) { $0.disk.sync(flags, $0.real) } }
    table.xClose = { file in
      defer { file?.drop() }
      return pass(file) { $1.pointee.xClose($0) }
    }
  }

  private static func look(_ table: inout sqlite3_io_methods) {
    table.xRead = { file, bytes, count, offset in
      flushed(file) { file in pass(file) { $1.pointee.xRead($0, bytes, count, offset) } }
    }
    table.xFileSize = { file, size in flushed(file) { file in pass(file) { $1.pointee.xFileSize($0, size) } }
    }
    table.xFileControl = { file, code, value in pass(file) { $1.pointee.xFileControl($0, code, value) } }
    table.xSectorSize = { file in pass(file) { $1.pointee.xSectorSize($0) } }
    table.xDeviceCharacteristics = { file in pass(file) { $1.pointee.xDeviceCharacteristics($0) } }
    table.xFetch = { file, offset, count, page in pass(file) { $1.pointee.xFetch($0, offset, count, page) } }
    table.xUnfetch = { file, offset, page in pass(file) { $1.pointee.xUnfetch($0, offset, page) } }
  }

  private static func lock(_ table: inout sqlite3_io_methods) {
    table.xLock = { file, kind in pass(file) { $1.pointee.xLock($0, kind) } }
    table.xUnlock = { file, kind in pass(file) { $1.pointee.xUnlock($0, kind) } }
    table.xCheckReservedLock = { file, answer in pass(file) { $1.pointee.xCheckReservedLock($0, answer) } }
  }

  /// The log's index, which lies in memory that processes share.
  private static func share(_ table: inout sqlite3_io_methods) {
    table.xShmMap = { file, region, size, extends, memory in
      pass(file) { $1.pointee.xShmMap($0, region, size, extends, memory) }
    }
    table.xShmLock = { file, offset, count, flags in
      // The first lock is the writer's (sqlite.org/walformat.html 2.3).
      if offset == 0, flags & SQLITE_SHM_UNLOCK != 0 { file?.disk.endTurn() }
      return pass(file) { $1.pointee.xShmLock($0, offset, count, flags) }
    }
    table.xShmBarrier = { file in
      _ = pass(file) {
        $1.pointee.xShmBarrier($0)
        return SQLITE_OK
      }
    }
    table.xShmUnmap = { file, deletes in pass(file) { $1.pointee.xShmUnmap($0, deletes) } }
  }
}

/// Does it when nothing is held back.
private func flushed(_ file: DiskFile.File?, _ call: (DiskFile.File) -> CInt) -> CInt {
  guard let file else { return SQLITE_MISUSE }
  let result = file.disk.flush(file.real)
  return result == SQLITE_OK ? call(file) : result
}

/// Calls one of the default VFS's methods for its file.
private func pass(
  _ file: DiskFile.File?, _ call: (DiskFile.File, UnsafePointer<sqlite3_io_methods>) -> CInt
) -> CInt {
  guard let real = file?.real, let methods = real.pointee.pMethods else { return SQLITE_MISUSE }
  return call(real, methods)
}
