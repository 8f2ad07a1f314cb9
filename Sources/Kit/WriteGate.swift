import Foundation
import Synchronization

/// A mutex that all processes share: it lets the writers of one database in one after the other, and syncs what
/// they wrote together. SQLite's own lock has to be asked again and again, which costs more than the work that
/// is waited for; here the kernel wakes the next one. A process that dies inside lets the next one in.
/// SQLite's lock still decides: who cannot pass here goes on to it.
public final class WriteGate: Sendable {
  /// Its number rises with every change of what lies in it: during an upgrade old and new processes run side
  /// by side, and each must find what it knows.
  public static let fileName = "app.write-gate-1"

  /// Whether a sync of one of the site's databases has failed since its processes started.
  public let mark: SyncMark

  private let inside: SharedMutex
  private let syncing: SharedMutex
  private let counters: Counters
  private let page: SharedPage

  /// How many have passed, and how many of them are known to be on disk.
  private struct Counters: @unchecked Sendable {  // atomic, and in memory that the page keeps
    let passed: UnsafeMutablePointer<Atomic<Int>>
    let settled: UnsafeMutablePointer<Atomic<Int>>

    func setUp() {
      passed.initialize(to: Atomic(0))
      settled.initialize(to: Atomic(0))
    }
  }

  /// Nil where the file can't be made or mapped; then everybody waits at SQLite's lock, and for themselves.
  /// `mend` makes good what a failed sync has left, before anybody opens a database; see `enter`.
  /// `patience` are the seconds for which a process that starts waits until those have gone that have met a
  /// failed sync; each of them looks every second.
  public init?(_ file: URL, patience: TimeInterval = 10, mend: () throws -> Void = {}) throws {
    guard let page = SharedPage(file) else { return nil }
    self.page = page
    mark = SyncMark(in: page)
    inside = SharedMutex(page.base)
    syncing = SharedMutex(page.base + 256)
    let numbers = (page.base + 512).bindMemory(to: Atomic<Int>.self, capacity: 2)
    counters = Counters(passed: numbers, settled: numbers + 1)
    try enter(patience, mend)
  }

  /// Nobody comes in while a marked page is in use, and the mark is taken away by whoever finds the page free
  /// and has mended. It stays if that fails, or dies: the next one tries again.
  private func enter(_ patience: TimeInterval, _ mend: () throws -> Void) throws {
    let deadline = ProcessInfo.processInfo.systemUptime + patience
    repeat {
      if page.takeAlone() { return try setUp(mend) }
      if !mark.isSet {
        page.share()
        if !mark.isSet { return }
        page.leave()
      }
      usleep(20_000)
    } while ProcessInfo.processInfo.systemUptime < deadline
    throw UnsyncedError(
      "a sync of the databases has failed, and not all processes have ended yet that met it")
  }

  private func setUp(_ mend: () throws -> Void) throws {
    if mark.isSet { try mend() }
    inside.setUp()
    syncing.setUp()
    counters.setUp()
    mark.clear()
    page.share()
  }

  /// Removes the file of a site that runs no longer, unless it has still to tell of a failed sync.
  public static func remove(_ file: URL) {
    guard let page = SharedPage(file), !SyncMark(in: page).isSet else { return }
    unlink(file.path)
  }
}

extension WriteGate {
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

extension WriteGate? {
  /// Where there is none, it is everybody's turn.
  func pass<Answer>(_ work: () throws -> Answer) rethrows -> (answer: Answer, number: Int) {
    guard let self else { return (try work(), 0) }
    return try self.pass(work)
  }
}

/// Nobody may write before what a failed sync has left is on the disk. In one line for the operator.
public struct UnsyncedError: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
