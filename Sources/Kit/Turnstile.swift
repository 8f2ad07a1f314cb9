import Foundation
import Synchronization

/// Lets the writers of one database in one after the other, whichever process they are in, and sends them to
/// the disk together. SQLite's own lock has to be asked again and again, which costs more than the work that
/// is waited for; here the kernel wakes the next one. A process that dies inside lets the next one in.
/// SQLite's lock still decides: who cannot pass here goes on to it.
public final class Turnstile: Sendable {
  /// Its number rises with every change of what lies in it: during an upgrade old and new processes run side
  /// by side, and each must find what it knows.
  public static let fileName = "app.turnstile-1"

  private let inside: SharedMutex
  private let syncing: SharedMutex
  private let counters: Counters
  private let page: SharedPage

  /// How many have passed, and how many of them are known to be on disk.
  private struct Counters: @unchecked Sendable {  // atomic, and in memory that the page keeps
    let passed: UnsafeMutablePointer<Atomic<Int>>
    let settled: UnsafeMutablePointer<Atomic<Int>>
  }

  /// Nil where the file can't be made or mapped; then everybody waits at SQLite's lock, and for themselves.
  public init?(_ file: URL) {
    guard let page = SharedPage(file) else { return nil }
    self.page = page
    inside = SharedMutex(page.base)
    syncing = SharedMutex(page.base + 256)
    let numbers = (page.base + 512).bindMemory(to: Atomic<Int>.self, capacity: 2)
    counters = Counters(passed: numbers, settled: numbers + 1)
    if page.isMine {
      inside.setUp()
      syncing.setUp()
      numbers.initialize(to: Atomic(0))
      (numbers + 1).initialize(to: Atomic(0))
    }
    page.share()
  }

  /// Runs `work` when it is its turn, or after five seconds in any case. The number is for `settle`.
  public func pass<Answer>(_ work: () throws -> Answer) rethrows -> (answer: Answer, number: Int) {
    try inside.hold {
      let answer = try work()
      return (answer, counters.passed.pointee.add(1, ordering: .acquiringAndReleasing).newValue)
    }
  }

  /// Sees to it that what passed under this number is on disk: by `sync`, which settles everybody who has
  /// passed by now, or by having waited for somebody else's.
  public func settle(_ number: Int, _ sync: () throws -> Void) rethrows {
    try syncing.hold {
      guard counters.settled.pointee.load(ordering: .acquiring) < number else { return }
      let passed = counters.passed.pointee.load(ordering: .acquiring)
      try sync()
      counters.settled.pointee.max(passed, ordering: .releasing)
    }
  }
}

/// A mutex that processes share, and that survives one which dies while it holds it.
private struct SharedMutex: @unchecked Sendable {  // made for that
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

/// A page of memory that all processes share which name the same file.
private final class SharedPage: @unchecked Sendable {  // written in `init` alone
  let base: UnsafeMutableRawPointer
  /// Nobody else uses it yet: what lies there may be from before the power went, and is to be set up anew.
  let isMine: Bool
  /// Locked as long as somebody may use the page.
  private let descriptor: CInt
  private static let size = 4096

  init?(_ file: URL) {
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o660)
    guard descriptor >= 0 else { return nil }
    isMine = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    // Whoever sets it up has the lock until then.
    guard isMine || flock(descriptor, LOCK_SH) == 0, let base = Self.map(descriptor) else {
      close(descriptor)
      return nil
    }
    self.base = base
  }

  func share() { flock(descriptor, LOCK_SH) }

  /// Really allocated, so that a disk that is full later takes nothing away from under it.
  private static func map(_ descriptor: CInt) -> UnsafeMutableRawPointer? {
    guard posix_fallocate(descriptor, 0, size) == 0 else { return nil }
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    return memory == MAP_FAILED ? nil : memory
  }

  deinit {
    munmap(base, Self.size)
    close(descriptor)
  }
}
