import Kit
import NIOCore

/// Lets so many things through a second, and a burst at once. Time is a parameter.
struct TokenBucket {
  struct Rate: Sendable {
    let burst: Double
    let perSecond: Double
  }

  private let rate: Rate
  private var filled: Double
  private var at: NIODeadline

  init(_ rate: Rate, now: NIODeadline) {
    self.rate = rate
    filled = rate.burst
    at = now
  }

  /// Takes a token; nil if there was one, otherwise the milliseconds to wait.
  mutating func take(now: NIODeadline) -> Int64? {
    let seconds = Double((now - at).nanoseconds) / 1e9
    filled = min(rate.burst, filled + seconds * rate.perSecond)
    at = now
    guard filled < 1 else {
      filled -= 1
      return nil
    }
    return Int64(((1 - filled) / rate.perSecond * 1000).rounded(.up))
  }

  /// Whether it holds as much as a new one.
  func isFull(now: NIODeadline) -> Bool {
    filled + Double((now - at).nanoseconds) / 1e9 * rate.perSecond >= rate.burst
  }
}

/// Whose messages, or whose reading of the past, a bucket counts.
enum BucketKey: Hashable {
  case account(Int64)
  case address(Network)
  case reader(Int64)
  case guests(Network)
}
