import Foundation

/// Tells whether a file or folder has changed without reading it.
package struct FileStamp: Sendable, Hashable {
  private let inode: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int
  private let isFile: Bool
  /// When it was last touched in any way, whatever its time of modification was set to.
  package let touched: Moment

  /// nil if nothing lies there. A link is taken for itself, not for what it points to.
  package init?(of path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
    isFile = status.st_mode & S_IFMT == S_IFREG
    touched = Moment(
      milliseconds: Int64(status.st_ctim.tv_sec) * 1000 + Int64(status.st_ctim.tv_nsec) / 1_000_000)
  }

  /// Many programs empty a file before they write it anew.
  package var isEmptyFile: Bool { isFile && size == 0 }
}

/// What some files and folders looked like when they were read.
package struct FileWatch: Sendable {
  private var stamps: [String: FileStamp?] = [:]

  package init() {}

  package mutating func note(_ path: String, _ stamp: FileStamp?) { stamps.updateValue(stamp, forKey: path) }

  /// A few hundred `lstat`s: a third of a millisecond. A new file shows in its folder's stamp.
  package var hasChanged: Bool { stamps.contains { path, stamp in FileStamp(of: path) != stamp } }

  /// Somebody may be writing still, or have more files to write: a copy of a folder comes file by file.
  package func isUnsettled(at now: Moment) -> Bool {
    stamps.keys.contains { path in
      guard let stamp = FileStamp(of: path) else { return false }
      let age = now.milliseconds - stamp.touched.milliseconds
      return age >= 0 && age < (stamp.isEmptyFile ? Self.longRest : Self.rest)
    }
  }

  /// Milliseconds; the longer one for a file that is empty, and may be about to be written.
  private static let rest: Int64 = 200
  private static let longRest: Int64 = 3000
}
