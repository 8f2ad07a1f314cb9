import Foundation

/// Token buckets that all workers share, in memory: what somebody did lately costs no write to a disk, and is
/// forgotten with the machine. Each is one number, the time at which it is full again (the generic cell rate
/// algorithm, ATM Forum TM 4.0 4.4.1).
public final class RateLimiter: Sendable {
  /// Its number rises with every change of what lies in it.
  public static let fileName = "app.pace-1"

  private static let ways = 8
  private static let sets = 2048
  private static let head = 64

  private let page: SharedPage
  private let mutex: SharedMutex
  private let slots: Slots

  private struct Slot {
    var key: UInt64
    /// Milliseconds; full from then on.
    var fullAt: Int64
  }

  private struct Slots: @unchecked Sendable {  // touched under the mutex alone
    let base: UnsafeMutablePointer<Slot>
  }

  /// Nil where the file can't be made or mapped.
  public init?(_ file: URL) {
    let count = Self.sets * Self.ways
    guard let page = SharedPage(file, size: Self.head + count * MemoryLayout<Slot>.stride) else { return nil }
    self.page = page
    mutex = SharedMutex(page.base)
    slots = Slots(base: (page.base + Self.head).bindMemory(to: Slot.self, capacity: count))
    if page.takeAlone() {
      mutex.setUp()
      slots.base.initialize(repeating: Slot(key: 0, fullAt: 0), count: count)
    }
    page.share()
  }

  /// Takes one out of each bucket, or none if one of them is empty: then the milliseconds to wait.
  public func take(_ buckets: [(name: String, rate: Rate)], now: Moment) -> Int64? {
    mutex.hold {
      let found = buckets.map { (slot(of: FNV1a.hash($0.name.utf8), now), $0.rate) }
      let wait = found.map { delay($0, $1, now) }.max() ?? 0
      guard wait <= 0 else { return wait }
      for (slot, rate) in found {
        slots.base[slot].fullAt = max(slots.base[slot].fullAt, now.milliseconds) + rate.milliseconds
      }
      return nil
    }
  }

  private func delay(_ slot: Int, _ rate: Rate, _ now: Moment) -> Int64 {
    slots.base[slot].fullAt - now.milliseconds - Int64(rate.burst - 1) * rate.milliseconds
  }

  /// Its own, or the one in its set that is full soonest: nobody misses a full one.
  private func slot(of key: UInt64, _ now: Moment) -> Int {
    let first = Int(key % UInt64(Self.sets)) * Self.ways
    let set = first..<first + Self.ways
    if let known = set.first(where: { slots.base[$0].key == key }) { return known }
    let free = set.min { slots.base[$0].fullAt < slots.base[$1].fullAt } ?? first
    slots.base[free] = Slot(key: key, fullAt: now.milliseconds)
    return free
  }
}
