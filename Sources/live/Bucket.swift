import Kit
import NIOCore

/// Lets so many things through a second, and a few more at once. Time is a parameter.
struct Bucket {
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

  /// nil: it may pass; else the milliseconds to wait.
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

  /// Nothing was taken for so long that a new one would be the same.
  func isFull(now: NIODeadline) -> Bool {
    filled + Double((now - at).nanoseconds) / 1e9 * rate.perSecond >= rate.burst
  }
}

/// What one may ask of the daemon.
struct Limits: Sendable {
  /// Frames of one connection.
  var commands = Bucket.Rate(burst: 60, perSecond: 20)
  /// Messages of one account, on all its connections.
  var sends = Bucket.Rate(burst: 30, perSecond: 10)
  /// Messages from one address: a household has one, a school too.
  var sendsPerAddress = Bucket.Rate(burst: 150, perSecond: 50)
  /// What one account reads of the past, on all its connections: rooms it enters, pages of history.
  var reads = Bucket.Rate(burst: 160, perSecond: 20)
  /// Somebody sees somebody typing.
  var typing = Bucket.Rate(burst: 2, perSecond: 0.5)
  var connectionsPerAccount = 20
  /// Streams of the site's events: a browser has one.
  var streamsPerAccount = 20
  var connectionsPerAddress = 500
  var roomsPerConnection = 128
  /// Seconds from hello to auth.
  var authSeconds: Int64 = 5
  /// Seconds that a connection may be unable to take anything.
  var stuckSeconds: Int64 = 30

  /// For load tests, where one account stands for many people.
  static let none = Limits(
    commands: unlimited, sends: unlimited, sendsPerAddress: unlimited, reads: unlimited,
    connectionsPerAccount: .max, streamsPerAccount: .max, connectionsPerAddress: .max)

  private static let unlimited = Bucket.Rate(burst: 1e9, perSecond: 1e9)
}

/// Whose bucket it is.
enum Purse: Hashable {
  case account(Int64)
  case address(Network)
  case reader(Int64)
  case guests(Network)
}
