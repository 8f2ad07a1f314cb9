import Foundation

/// A piece of memory that all processes share which name the same file.
final class SharedPage: @unchecked Sendable {  // written in `init` alone
  let base: UnsafeMutableRawPointer
  /// Locked as long as somebody may use the page.
  private let descriptor: CInt
  private let size: Int

  init?(_ file: URL, size: Int = 4096) {
    self.size = size
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o660)
    guard descriptor >= 0 else { return nil }
    guard let base = Self.map(descriptor, size) else {
      close(descriptor)
      return nil
    }
    self.base = base
  }

  /// Really allocated, so that a disk that is full later takes nothing away from under it.
  private static func map(_ descriptor: CInt, _ size: Int) -> UnsafeMutableRawPointer? {
    guard posix_fallocate(descriptor, 0, size) == 0 else { return nil }
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    return memory == MAP_FAILED ? nil : memory
  }

  /// True if nobody else uses it: what lies there may be from before the power went, and is to be set up anew.
  func takeAlone() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Waits for whoever sets it up, and uses it together with all others.
  func share() { flock(descriptor, LOCK_SH) }

  func leave() { flock(descriptor, LOCK_UN) }

  deinit {
    munmap(base, size)
    close(descriptor)
  }
}
