import Foundation
import GRDBSQLite
import Synchronization

/// The file system of SQLite in this process: a VFS (sqlite.org/vfs.html) over the default one, through which
/// every database is opened. It writes each commit with one call, marks the site when a sync has failed,
/// refuses to write from then on, and breaks the disk where a test wants it.
public enum Disk {
  private struct Folder { weak var mark: SyncMark? }
  private static let folders = Mutex<[String: Folder]>([:])

  /// To be called before the first database is opened. It becomes the default VFS, so that no connection of
  /// this process can be opened around it, whoever opens it.
  public static func register() { _ = registered }

  private static let registered: Void = {
    guard let original = sqlite3_vfs_find(nil) else { preconditionFailure("SQLite has no file system") }
    let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)  // as long as the process lives
    vfs.initialize(to: DiskVFS.over(original))
    let result = sqlite3_vfs_register(vfs, 1)
    precondition(result == SQLITE_OK, "SQLite refused its file system: \(result)")
  }()

  /// The databases that lie in this folder are opened under this mark from now on.
  public static func watch(_ folder: URL, _ mark: SyncMark) {
    folders.withLock { folders in
      folders = folders.filter { $0.value.mark != nil }
      folders[real(folder.path)] = Folder(mark: mark)
    }
  }

  /// What a database file is under, by the path that SQLite gave it. Where nobody watches, a connection is its
  /// own site.
  static func mark(of path: String) -> SyncMark {
    let folder = real(URL(filePath: path).deletingLastPathComponent().path)
    return folders.withLock { $0[folder]?.mark } ?? SyncMark()
  }

  /// SQLite follows links as well.
  private static func real(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
