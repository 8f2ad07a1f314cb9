import DequeModule
import Foundation
import GRDB
import Kit

/// Threads that make messages ready beside the hub's thread: they find out who speaks, and cook the HTML. The work of
/// an account is done in its order and one piece at a time, in turn with that of the others, so that a large system
/// or a hard text holds up nobody but its own account.
final class WorkerPool: Sendable {
  typealias Work = @Sendable (DatabaseQueue) -> Void

  /// Pieces of work of one account that may wait.
  static let mostWaiting = 64
  /// Threads, each with a connection to app.db of its own.
  static let threads = 3

  private struct State {
    var waiting: [Int64: Deque<Work>] = [:]
    /// Accounts with work that nobody does yet, the one that has waited longest first.
    var turn: Deque<Int64> = []
    var isClosed = false
  }

  private let condition = NSCondition()
  // Touched only while the condition is locked.
  nonisolated(unsafe) private var state = State()

  init(readers: [DatabaseQueue]) {
    for reader in readers { Thread { [self] in serve(reader) }.start() }
  }

  /// Takes work for an account; false if too much of the account is waiting already.
  func submit(_ account: Int64, _ work: @escaping Work) -> Bool {
    condition.withLock {
      let waiting = state.waiting[account, default: []].count
      guard waiting < Self.mostWaiting else { return false }
      state.waiting[account, default: []].append(work)
      // Whoever has work in hand comes to its turn when that is done.
      if waiting == 0 { state.turn.append(account) }
      condition.signal()
      return true
    }
  }

  var isBusy: Bool { condition.withLock { !state.waiting.isEmpty } }

  func close() {
    condition.withLock {
      state.isClosed = true
      condition.broadcast()
    }
  }

  private func serve(_ reader: DatabaseQueue) {
    while let (account, work) = next() {
      work(reader)
      done(account)
    }
  }

  /// The next piece of work. It stays in `waiting` until it is done, so that nothing overtakes it.
  private func next() -> (Int64, Work)? {
    condition.withLock {
      while state.turn.isEmpty, !state.isClosed { condition.wait() }
      guard !state.isClosed, let account = state.turn.popFirst() else { return nil }
      return state.waiting[account]?.first.map { (account, $0) }
    }
  }

  private func done(_ account: Int64) {
    condition.withLock {
      _ = state.waiting[account]?.popFirst()
      if state.waiting[account]?.isEmpty == false {
        state.turn.append(account)
        condition.signal()
      } else {
        state.waiting[account] = nil
      }
    }
  }
}
