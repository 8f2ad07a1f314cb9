import Foundation

/// A lock that all processes of the site share (flock(2)); it ends with the process that holds it.
public enum FileLock {
  /// In one line for the operator.
  public struct Refusal: Error, CustomStringConvertible {
    public let description: String
  }

  /// Waits for the lock, then does the work under it.
  public static func hold<Answer>(_ file: URL, _ work: () throws -> Answer) throws -> Answer {
    let descriptor = try open(file)
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX) == 0 else { throw refusal(file) }
    return try work()
  }

  /// Does the work under the lock, or nothing while somebody else holds it.
  public static func holdIfFree<Answer>(_ file: URL, _ work: () throws -> Answer) throws -> Answer? {
    let descriptor = try open(file)
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    return try work()
  }

  private static func open(_ file: URL) throws -> CInt {
    let descriptor = Foundation.open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw refusal(file) }
    return descriptor
  }

  private static func refusal(_ file: URL) -> Refusal {
    Refusal(description: "can't lock \(file.path): \(String(cString: strerror(errno)))")
  }
}
