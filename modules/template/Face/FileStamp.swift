import Foundation

/// Tells whether a file or folder has changed without reading it.
struct FileStamp: Sendable, Hashable {
  private let inode: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// nil if nothing lies there. A link is taken for itself, not for what it points to.
  init?(of path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
  }

  var text: String { "\(size) \(seconds).\(nanoseconds)" }
}

/// What some files and folders looked like when they were read.
struct FileWatch: Sendable {
  private var stamps: [String: FileStamp?] = [:]

  mutating func note(_ path: String, _ stamp: FileStamp?) { stamps.updateValue(stamp, forKey: path) }

  /// A few hundred `lstat`s: a third of a millisecond, once a second. A new file shows in its folder's stamp.
  var hasChanged: Bool { stamps.contains { path, stamp in FileStamp(of: path) != stamp } }
}
