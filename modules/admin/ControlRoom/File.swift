import Foundation
import Kit

/// Facts about a file, without opening it.
enum File {
  /// The size in bytes; nil for what is no plain file, a link included.
  static func size(_ path: String) -> Int64? { facts(path)?.size }

  static func facts(_ path: String) -> (size: Int64, changedAt: Moment)? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return (Int64(status.st_size), Moment(milliseconds: Int64(status.st_mtim.tv_sec) * 1000))
  }

  /// Bytes left on the disk that holds this path.
  static func freeSpace(_ path: String) -> Int64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int64(status.f_bavail) * Int64(status.f_frsize)
  }
}

/// A number of bytes as people say it: `1.5 MB`.
struct ByteCount: CustomStringConvertible {
  let bytes: Int64

  init(_ bytes: Int64) { self.bytes = bytes }

  var description: String {
    guard bytes >= 1000 else { return "\(bytes) bytes" }
    var (size, unit) = (Double(bytes) / 1000, 0)
    while size >= 999.5, unit < Self.units.count - 1 {
      size /= 1000
      unit += 1
    }
    let tenths = (size * 10).rounded()
    let text = size < 10 ? "\(Int(tenths) / 10).\(Int(tenths) % 10)" : "\(Int(size.rounded()))"
    return "\(text) \(Self.units[unit])"
  }

  private static let units = ["kB", "MB", "GB", "TB"]
}
