/// How much clients may ask of the daemon.
struct Limits: Sendable {
  /// Frames of one connection.
  var commands = TokenBucket.Rate(burst: 60, perSecond: 20)
  /// Messages of one account, on all its connections.
  var sends = TokenBucket.Rate(burst: 30, perSecond: 10)
  /// Messages from one address: a household has one, a school too.
  var sendsPerAddress = TokenBucket.Rate(burst: 150, perSecond: 50)
  /// What one account reads of the past, on all its connections: rooms it enters, pages of history.
  var reads = TokenBucket.Rate(burst: 160, perSecond: 20)
  /// Frames that say that somebody types.
  var typing = TokenBucket.Rate(burst: 2, perSecond: 0.5)
  var connectionsPerAccount = 20
  /// Streams of the site's events: a browser has one.
  var streamsPerAccount = 20
  var connectionsPerAddress = 500
  var roomsPerConnection = 128
  /// Seconds from hello to auth.
  var authSeconds: Int64 = 5
  /// Seconds that a connection may be unable to take anything.
  var stuckSeconds: Int64 = 30

  /// No limits, for load tests where one account stands for many people.
  static let none = Limits(
    commands: unlimited, sends: unlimited, sendsPerAddress: unlimited, reads: unlimited,
    connectionsPerAccount: .max, streamsPerAccount: .max, connectionsPerAddress: .max)

  private static let unlimited = TokenBucket.Rate(burst: 1e9, perSecond: 1e9)
}
