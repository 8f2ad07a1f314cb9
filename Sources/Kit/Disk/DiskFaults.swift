import Synchronization

/// What tests let go wrong: one of the calls that change the disk, or all from there on.
final class DiskFaults: Sendable {
  enum Kind: CaseIterable {
    /// Half of the bytes are written, then an error is told.
    case shortWrite
    /// ENOSPC.
    case full
    /// EIO.
    case error
  }
  enum Call { case write, truncate, sync }

  private struct Plan {
    var kind: Kind?
    var call: Call?
    var at = 0
    var staysBroken = false
    var count = 0
  }
  private let isPlanned = Atomic(false)
  private let plan = Mutex(Plan())

  /// Calls since the plan was made.
  var count: Int { plan.withLock { $0.count } }

  /// Plans a fault at a call, counted from 1 among all or those of one sort; nil: the disk is whole, and calls
  /// are counted.
  func plan(_ kind: Kind?, at: Int = 1, of call: Call? = nil, staysBroken: Bool = false) {
    plan.withLock { $0 = Plan(kind: kind, call: call, at: at, staysBroken: staysBroken) }
    isPlanned.store(true, ordering: .releasing)
  }

  /// What happens to the call that asks.
  func strike(_ call: Call) -> Kind? {
    guard isPlanned.load(ordering: .acquiring) else { return nil }
    return plan.withLock { plan in
      guard plan.call == nil || plan.call == call else { return nil }
      plan.count += 1
      return plan.count == plan.at || plan.staysBroken && plan.count > plan.at ? plan.kind : nil
    }
  }
}
