import Foundation

/// Lets the writers of one database in one after the other, whichever process they are in. SQLite's own lock
/// has to be asked again and again, which costs more than the work that is waited for; here the kernel wakes
/// the next one. A process that dies inside lets the next one in. SQLite's lock still decides: who cannot
/// pass here goes on to it.
public final class Turnstile: Sendable {
  private let gate: Gate

  /// A mutex in memory that all processes which map the file share.
  private struct Gate: @unchecked Sendable {  // made to be shared, even between processes
    let mutex: UnsafeMutablePointer<pthread_mutex_t>
    /// Locked as long as somebody may use the mutex.
    let descriptor: CInt
  }

  /// Nil where the file can't be made or mapped; then everybody waits at SQLite's lock.
  public init?(_ file: URL) {
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o660)
    guard descriptor >= 0 else { return nil }
    // Whoever is alone here sets it up anew: what lies there may be from before the power went.
    let isAlone = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    guard let memory = Self.map(descriptor) else {
      close(descriptor)
      return nil
    }
    gate = Gate(mutex: memory.bindMemory(to: pthread_mutex_t.self, capacity: 1), descriptor: descriptor)
    if isAlone { Self.setUp(gate.mutex) }
    flock(descriptor, LOCK_SH)
  }

  deinit {
    munmap(gate.mutex, Self.size)
    close(gate.descriptor)
  }

  /// Runs `work` when it is its turn, or after five seconds in any case.
  public func pass<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
    let isHeld = enter()
    defer { if isHeld { pthread_mutex_unlock(gate.mutex) } }
    return try work()
  }

  private func enter() -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    deadline.tv_sec += 5
    switch pthread_mutex_timedlock(gate.mutex, &deadline) {
    case 0: return true
    case EOWNERDEAD: return pthread_mutex_consistent(gate.mutex) == 0
    default: return false
    }
  }

  private static let size = 4096

  private static func map(_ descriptor: CInt) -> UnsafeMutableRawPointer? {
    // Really allocated, so that a disk that is full later takes nothing away from under the mutex.
    guard posix_fallocate(descriptor, 0, size) == 0 else { return nil }
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    return memory == MAP_FAILED ? nil : memory
  }

  private static func setUp(_ mutex: UnsafeMutablePointer<pthread_mutex_t>) {
    var attributes = pthread_mutexattr_t()
    pthread_mutexattr_init(&attributes)
    pthread_mutexattr_setpshared(&attributes, CInt(PTHREAD_PROCESS_SHARED))
    pthread_mutexattr_setrobust(&attributes, CInt(PTHREAD_MUTEX_ROBUST))
    pthread_mutex_init(mutex, &attributes)
    pthread_mutexattr_destroy(&attributes)
  }
}
