import Kit
import Synchronization

/// What the threads of this process know of each other: whether it is time to go, and since when the one
/// that works has been at the same job.
final class Shift: Sendable {
  private let over = Atomic(false)
  private let busySince = Atomic<Int64>(0)

  var isOver: Bool { over.load(ordering: .acquiring) }
  func end() { over.store(true, ordering: .releasing) }

  func at(work: () throws -> Bool) rethrows -> Bool {
    busySince.store(Moment.now.milliseconds, ordering: .releasing)
    defer { busySince.store(0, ordering: .releasing) }
    return try work()
  }

  /// A job that takes longer than its lease is stuck; nothing then says that this process is well.
  var isStuck: Bool {
    let since = busySince.load(ordering: .acquiring)
    return since > 0 && Moment.now.milliseconds - since > 300_000
  }
}
