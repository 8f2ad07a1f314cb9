import Foundation

/// A unix socket that the children inherit. It outlives each of them: while a worker starts again, those
/// who want it wait in the queue and nobody is refused.
struct ListeningSocket {
  let path: String
  let descriptor: Int32
  private let file: FileNumber?

  /// sun_path's 108 bytes, the last one zero.
  static let longestPath = 107

  init(at path: String) throws {
    unlink(path)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(Self.longestPath)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, chmod(path, 0o660) == 0, listen(descriptor, SOMAXCONN) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw Refusal("cannot listen at \(path): \(reason)")
    }
    self.path = path
    self.descriptor = descriptor
    file = FileNumber(of: path)
  }

  /// Whether who knocks at the path still comes to us.
  var isThere: Bool { FileNumber(of: path) == file }

  func remove() {
    close(descriptor)
    unlink(path)
  }
}

/// What tells a file from another in its place.
private struct FileNumber: Equatable {
  let device: dev_t
  let number: ino_t

  /// Nil where there is none.
  init?(of path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    (device, number) = (status.st_dev, status.st_ino)
  }
}
