import Crypto
import Foundation
import GRDB
import Kit

/// Counts tries at a door: few for one name from one address, more for a name from anywhere (so that nobody
/// can lock somebody else out cheaply) and for an address whatever it names. Unknown names count alike.
struct Throttle: Sendable {
  struct Limit {
    let bucket: String
    let tries: Int
  }

  let limits: DatabaseQueue
  /// Seconds that a try counts.
  static let window = 15 * 60

  /// Counts the try before it is made, so that many at once gain nothing. Throws `Fault` 429 over a limit.
  func admit(_ limits: [Limit], now: Moment) throws {
    let isAdmitted = try self.limits.write { db in
      for limit in limits where try count(limit.bucket, now: now, db) >= limit.tries { return false }
      for limit in limits { try add(limit.bucket, now: now, db) }
      return true
    }
    guard isAdmitted else {
      throw Fault.tooMany("That was tried too often. Please wait a quarter of an hour and try again.")
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

  private func count(_ bucket: String, now: Moment, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM admin_try WHERE bucket = ? AND at > ?",
      arguments: [Self.key(bucket), now - Self.window]) ?? 0
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
      [Limit(bucket: "pair:\(name)@\(place)", tries: 8), Limit(bucket: "name:\(name)", tries: 60)],
      Limit(bucket: "address:\(place)", tries: 60)
    )
  }

  static func signUp(address: String) -> [Limit] {
    [Limit(bucket: "sign-up:\(network(address))", tries: 30)]
  }

  /// A household has a /64 of IPv6, so that is what counts as one address.
  static func network(_ address: String) -> String {
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
  }
}
