import Crypto
import Foundation
import GRDB
import HTTPTypes
import Kit

/// Counts tries, and makes whoever tries too often wait, longer each time. `Door` says which buckets a try fills.
struct Throttle: Sendable {
  struct Limit {
    let bucket: String
    /// Tries that are free.
    let free: Int
    /// Seconds to wait after the last free try; twice as many after each further one, up to `longest`.
    let pause: Int
    let longest: Int

    func delay(after tries: Int) -> Int {
      guard tries >= free else { return 0 }
      return tries - free < 12 ? min(longest, pause << (tries - free)) : longest
    }
  }

  let limits: DatabaseQueue
  /// Seconds for which a wrong try counts where places to hash are scarce.
  static let lately = 600
  /// Seconds for which a try counts.
  static let window = 3600

  init(limits: DatabaseQueue) throws {
    self.limits = limits
    // Power that fails may take the last tries with it: nobody was promised that they are kept.
    try limits.inDatabase { db in try db.execute(sql: "PRAGMA synchronous = NORMAL") }
  }

  /// Counts the try before it is made, so that many at once gain nothing. Throws `Fault` 429 for whoever has
  /// to wait; such a try does not count.
  func admit(_ limits: [Limit], now: Moment) throws {
    let wait = try self.limits.write { db in try count(limits, now: now, db) }
    guard wait <= 0 else { throw Self.fault(waiting: wait) }
  }

  /// Makes a try. One that answers nil was wrong and counts; one that was right, or could not be made, does not.
  func attempt<Answer>(
    _ door: Door, now: Moment, _ work: (HashPlaces.Caller) throws -> Answer?
  ) throws -> Answer? {
    let entry = try enter(door, now: now)
    let answer: Answer?
    do { answer = try work(entry.caller) } catch {
      try takeBack(entry.counted)
      throw error
    }
    if answer != nil { try settle(door, entry, now: now) }
    return answer
  }

  /// Forgets all tries of these limits, after a success.
  func forget(_ limits: [Limit]) throws {
    try self.limits.write { db in
      for limit in limits {
        try db.execute(sql: "DELETE FROM admin_try WHERE bucket = ?", arguments: [Self.key(limit.bucket)])
      }
    }
  }

  /// Forgets one try of each of these limits.
  func takeBack(_ limits: [Limit]) throws {
    try self.limits.write { db in
      for limit in limits {
        try db.execute(
          sql: """
            DELETE FROM admin_try WHERE rowid = (
              SELECT rowid FROM admin_try WHERE bucket = ? ORDER BY at DESC LIMIT 1)
            """, arguments: [Self.key(limit.bucket)])
      }
    }
  }

  private struct Entry {
    let counted: [Limit]
    let caller: HashPlaces.Caller
  }

  private func enter(_ door: Door, now: Moment) throws -> Entry {
    try limits.write { db in
      let tired = try door.right.map { try seconds(until: $0, now: now, db) } ?? 0
      guard tired <= 0 else { throw Self.fault(waiting: tired) }
      let wait = try door.own.map { try count([$0], now: now, db) }
      if let own = door.own, wait ?? 0 <= 0 { return Entry(counted: [own], caller: .known) }
      return try enterAsEverybody(door, waiting: wait, now: now, db)
    }
  }

  /// Counts the try for everybody, where the caller has no bucket of their own or it is full.
  private func enterAsEverybody(
    _ door: Door, waiting ownWait: Int?, now: Moment, _ db: Database
  ) throws -> Entry {
    let mistakes = try door.address.map { try tries($0, since: now - Self.lately, db).count } ?? 0
    let wait = try count(door.everybodys, now: now, db)
    guard wait <= 0 else { throw Self.fault(waiting: min(wait, ownWait ?? wait)) }
    return Entry(
      counted: door.everybodys, caller: door.own == nil ? .stranger(mistakes: mistakes) : .known)
  }

  private func settle(_ door: Door, _ entry: Entry, now: Moment) throws {
    if entry.counted.map(\.bucket) == [door.own?.bucket] {
      try forget(entry.counted)
    } else {
      try forget(door.tried)
      try takeBack(door.returned)
    }
    try limits.write { db in
      if let right = door.right { try add(right.bucket, now: now, db) }
    }
  }

  /// Counts a try in all these buckets, or answers how many seconds it has to wait.
  private func count(_ limits: [Limit], now: Moment, _ db: Database) throws -> Int {
    let wait = try limits.map { try seconds(until: $0, now: now, db) }.max() ?? 0
    if wait <= 0 { for limit in limits { try add(limit.bucket, now: now, db) } }
    return wait
  }

  private static func fault(waiting seconds: Int) -> Fault {
    Fault(
      .tooManyRequests, "That was tried too often. Please wait \(phrase(seconds)) and try again.",
      retryAfter: max(1, seconds))
  }

  func sweep(now: Moment) throws {
    try limits.write { db in
      try db.execute(sql: "DELETE FROM admin_try WHERE at <= ?", arguments: [now - Self.window])
    }
  }

  /// Seconds until the next try is due.
  private func seconds(until limit: Limit, now: Moment, _ db: Database) throws -> Int {
    let tries = try tries(limit, since: now - Self.window, db)
    guard let last = tries.last else { return 0 }
    let due = last + limit.delay(after: tries.count)
    return Int((due.milliseconds - now.milliseconds + 999) / 1000)
  }

  private func tries(_ limit: Limit, since: Moment, _ db: Database) throws -> (count: Int, last: Moment?) {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT count(*), max(at) FROM admin_try WHERE bucket = ? AND at > ?"),
      arguments: [Self.key(limit.bucket), since])
    return row.map { ($0[0], $0[1]) } ?? (0, nil)
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
