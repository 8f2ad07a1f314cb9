import Crypto
import Foundation
import GRDB
import Kit

/// Counts tries at a door, and makes whoever tries too often wait, longer each time: soon for one name from
/// one address, later for a name from anywhere (so that nobody can lock somebody else out cheaply) and for an
/// address whatever it names. Unknown names count alike.
struct Throttle: Sendable {
  struct Limit {
    let bucket: String
    /// Tries without a pause.
    let free: Int
    /// Seconds to wait after the last of them; twice as many after each further one, up to `longest`.
    let pause: Int
    let longest: Int

    func delay(after tries: Int) -> Int {
      guard tries >= free else { return 0 }
      return tries - free < 12 ? min(longest, pause << (tries - free)) : longest
    }
  }

  let limits: DatabaseQueue
  /// Seconds that a try counts.
  static let window = 3600

  init(limits: DatabaseQueue) throws {
    self.limits = limits
    // Power that fails may take the last tries with it: nobody was promised that they are kept.
    try limits.inDatabase { db in try db.execute(sql: "PRAGMA synchronous = NORMAL") }
  }

  /// Counts the try before it is made, so that many at once gain nothing. Throws `Fault` 429 for whoever has
  /// to wait; such a try does not count.
  func admit(_ limits: [Limit], now: Moment) throws {
    let wait = try self.limits.write { db in
      let wait = try limits.map { try seconds(until: $0, now: now, db) }.max() ?? 0
      if wait <= 0 { for limit in limits { try add(limit.bucket, now: now, db) } }
      return wait
    }
    guard wait <= 0 else {
      throw Fault.tooMany("That was tried too often. Please wait \(Self.phrase(wait)) and try again.")
    }
  }

  /// After a success the tries of these limits no longer count.
  func forget(_ limits: [Limit]) throws {
    try self.limits.write { db in
      for limit in limits {
        try db.execute(sql: "DELETE FROM admin_try WHERE bucket = ?", arguments: [Self.key(limit.bucket)])
      }
    }
  }

  func sweep(now: Moment) throws {
    try limits.write { db in
      try db.execute(sql: "DELETE FROM admin_try WHERE at <= ?", arguments: [now - Self.window])
    }
  }

  /// Seconds until the next try is due.
  private func seconds(until limit: Limit, now: Moment, _ db: Database) throws -> Int {
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*), max(at) FROM admin_try WHERE bucket = ? AND at > ?",
      arguments: [Self.key(limit.bucket), now - Self.window])
    guard let row, let last: Moment = row[1] else { return 0 }
    let due = last + limit.delay(after: row[0])
    return Int((due.milliseconds - now.milliseconds + 999) / 1000)
  }

  private static func phrase(_ seconds: Int) -> String {
    switch seconds {
    case ...1: "a second"
    case ..<60: "\(seconds) seconds"
    case ..<120: "a minute"
    default: "\((seconds + 59) / 60) minutes"
    }
  }

  private func add(_ bucket: String, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO admin_try (bucket, at) VALUES (?, ?)", arguments: [Self.key(bucket), now])
  }

  private static func key(_ bucket: String) -> Data { Data(SHA256.hash(data: Data(bucket.utf8))) }
}

extension Throttle {
  /// The limits of a sign-in, and of typing one's old password.
  static func signIn(name: String, address: String) -> (own: [Limit], address: Limit) {
    let name = AccountName.fold(name)
    let place = network(address)
    return (
      [
        Limit(bucket: "pair:\(name)@\(place)", free: 5, pause: 2, longest: 900),
        Limit(bucket: "name:\(name)", free: 40, pause: 1, longest: 30),
      ],
      Limit(bucket: "address:\(place)", free: 40, pause: 1, longest: 900)
    )
  }

  static func signUp(address: String) -> [Limit] {
    [Limit(bucket: "sign-up:\(network(address))", free: 30, pause: 60, longest: 900)]
  }

  static func forgotten(address: String) -> [Limit] {
    [Limit(bucket: "forgotten:\(network(address))", free: 5, pause: 30, longest: 900)]
  }

  /// However many ask for it, nobody gets more mail than this.
  static func mail(to address: MailAddress) -> [Limit] {
    [Limit(bucket: "mail:\(address.text)", free: 5, pause: 900, longest: 3600)]
  }

  /// A household has a /64 of IPv6, so that is what counts as one address.
  static func network(_ address: String) -> String {
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
  }
}
