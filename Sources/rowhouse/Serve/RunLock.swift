import Foundation

/// One `serve` for one run folder. The kernel lets go of it however we end.
struct RunLock {
  private let path: String
  private let descriptor: Int32

  init(in folder: URL) throws {
    path = folder.appending(path: "serve.lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Refusal("another rowhouse serve runs in \(folder.path)")
    }
  }

  func release() {
    unlink(path)
    close(descriptor)
  }
}
