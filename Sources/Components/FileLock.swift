import Foundation

/// A lock that all processes of the site share (flock(2)); it ends with the process that holds it.
public enum FileLock {
  /// Waits for the lock, then does the work under it.
  public static func hold<Answer>(_ file: URL, _ work: () throws -> Answer) throws -> Answer {
    let descriptor = Foundation.open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
      throw StorageError(description: "can't lock \(file.path): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    return try work()
  }
}
