import Foundation

/// A mutex that processes share, and that survives one which dies while it holds it.
struct SharedMutex: @unchecked Sendable {  // made for that
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init(_ memory: UnsafeMutableRawPointer) {
    mutex = memory.bindMemory(to: pthread_mutex_t.self, capacity: 1)
  }

  func setUp() {
    var attributes = pthread_mutexattr_t()
    pthread_mutexattr_init(&attributes)
    pthread_mutexattr_setpshared(&attributes, CInt(PTHREAD_PROCESS_SHARED))
    pthread_mutexattr_setrobust(&attributes, CInt(PTHREAD_MUTEX_ROBUST))
    pthread_mutex_init(mutex, &attributes)
    pthread_mutexattr_destroy(&attributes)
  }

  func hold<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
    let isHeld = lock()
    defer { if isHeld { pthread_mutex_unlock(mutex) } }
    return try work()
  }

  private func lock() -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    deadline.tv_sec += 5
    return switch pthread_mutex_timedlock(mutex, &deadline) {
    case 0: true
    case EOWNERDEAD: pthread_mutex_consistent(mutex) == 0
    default: false
    }
  }
}
