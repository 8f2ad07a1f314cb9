import Foundation

/// A file that somebody else may have put there: whatever it is, reading it ends.
package enum PlainFile {
  /// Its first bytes; nil if there is none. Throws for what is no file, such as a folder or a pipe.
  package static func read(_ file: URL, most: Int) throws -> [UInt8]? {
    // Opening a pipe would wait for its other end.
    let descriptor = open(file.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure(file)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw failure(file) }
    return try read(descriptor, most) ?? { throw failure(file) }()
  }

  private static func read(_ descriptor: CInt, _ most: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < most {
      let count = Foundation.read(descriptor, &piece, min(piece.count, most - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  private static func failure(_ file: URL) -> FileProblem {
    FileProblem(file.lastPathComponent, "This file can't be read.")
  }
}
