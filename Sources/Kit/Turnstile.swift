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
