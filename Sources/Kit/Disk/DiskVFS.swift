import GRDBSQLite

/// The methods of the VFS itself: all but `xOpen` are the default's.
enum DiskVFS {
  typealias VFS = UnsafeMutablePointer<sqlite3_vfs>

  private static let name: StaticString = "rowhouse"

  static func over(_ original: VFS) -> sqlite3_vfs {
    var vfs = original.pointee
    vfs.szOsFile += CInt(DiskFile.offset)
    vfs.pNext = nil
    vfs.zName = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    vfs.pAppData = UnsafeMutableRawPointer(original)
    vfs.xOpen = { vfs, name, file, flags, given in
      guard let original = below(vfs), let file else { return SQLITE_MISUSE }
      return DiskFile.open(file, name, flags) { original.pointee.xOpen(original, name, $0, flags, given) }
    }
    passFiles(&vfs)
    passLibraries(&vfs)
    passClocks(&vfs)
    passSystemCalls(&vfs)
    return vfs
  }

  private static func passFiles(_ vfs: inout sqlite3_vfs) {
    vfs.xDelete = { vfs, name, sync in
      below(vfs).map { $0.pointee.xDelete($0, name, sync) } ?? SQLITE_MISUSE
    }
    vfs.xAccess = { vfs, name, flags, answer in
      below(vfs).map { $0.pointee.xAccess($0, name, flags, answer) } ?? SQLITE_MISUSE
    }
    vfs.xFullPathname = { vfs, name, size, path in
      below(vfs).map { $0.pointee.xFullPathname($0, name, size, path) } ?? SQLITE_MISUSE
    }
  }

  private static func passLibraries(_ vfs: inout sqlite3_vfs) {
    vfs.xDlOpen = { vfs, name in below(vfs).flatMap { $0.pointee.xDlOpen($0, name) } }
    vfs.xDlError = { vfs, size, text in
      guard let vfs = below(vfs) else { return }
      vfs.pointee.xDlError(vfs, size, text)
    }
    vfs.xDlSym = { vfs, library, name in below(vfs).flatMap { $0.pointee.xDlSym($0, library, name) } }
    vfs.xDlClose = { vfs, library in
      guard let vfs = below(vfs) else { return }
      vfs.pointee.xDlClose(vfs, library)
    }
  }

  private static func passClocks(_ vfs: inout sqlite3_vfs) {
    vfs.xRandomness = { vfs, size, bytes in below(vfs).map { $0.pointee.xRandomness($0, size, bytes) } ?? 0 }
    vfs.xSleep = { vfs, time in below(vfs).map { $0.pointee.xSleep($0, time) } ?? 0 }
    vfs.xCurrentTime = { vfs, time in
      below(vfs).map { $0.pointee.xCurrentTime($0, time) } ?? SQLITE_MISUSE
    }
    vfs.xCurrentTimeInt64 = { vfs, time in
      below(vfs).map { $0.pointee.xCurrentTimeInt64($0, time) } ?? SQLITE_MISUSE
    }
    vfs.xGetLastError = { vfs, size, text in
      below(vfs).map { $0.pointee.xGetLastError($0, size, text) } ?? SQLITE_MISUSE
    }
  }

  private static func passSystemCalls(_ vfs: inout sqlite3_vfs) {
    vfs.xSetSystemCall = { vfs, name, call in
      below(vfs).map { $0.pointee.xSetSystemCall($0, name, call) } ?? SQLITE_MISUSE
    }
    vfs.xGetSystemCall = { vfs, name in below(vfs).flatMap { $0.pointee.xGetSystemCall($0, name) } }
    vfs.xNextSystemCall = { vfs, name in below(vfs).flatMap { $0.pointee.xNextSystemCall($0, name) } }
  }
}

/// The default VFS under ours.
private func below(_ vfs: DiskVFS.VFS?) -> DiskVFS.VFS? {
  vfs?.pointee.pAppData?.assumingMemoryBound(to: sqlite3_vfs.self)
}
