import Foundation
import GRDB
import HTTPTypes
import Kit

/// One browser that is signed in.
struct Session: Sendable {
  let id: Int64
  let address: String
  let agent: String
  let createdAt: Moment
  let seenAt: Moment
}

extension Session {
  /// How long sessions last, in seconds.
  struct Limits {
    /// Without a visit for so long, a session ends.
    let idle: Int
    /// After so long it ends whatever happens.
    let absolute: Int

    /// Reads the limits from the values of their settings.
    init(idle: String?, absolute: String?) {
      self.idle = SiteSetting.sessionIdleDays.number(idle) * 86_400
      self.absolute = SiteSetting.sessionAbsoluteDays.number(absolute) * 86_400
    }

    func allow(_ holder: Holder, at now: Moment) -> Bool {
      holder.seenAt > now - idle && holder.begun > now - absolute
    }
  }

  /// Seconds between two notes of a visit: a signed-in reader should not cost a write a page.
  static let seenStep = 300

  /// Opens a session and answers with its token, which nobody but the browser will have. Throws `Fault` 403 for an
  /// account that is being deleted.
  static func open(
    for user: Int64, address: String, agent: String, now: Moment, _ db: Database
  ) throws -> String {
    guard try AccountDeletion.find(of: user, db) == nil else {
      throw Fault(.forbidden, "This account is on its way out. Sign in with its password to come back.")
    }
    let token = Token.make()
    try db.execute(
      sql: """
        INSERT INTO admin_session (token, user_id, address, agent, created_at, seen_at, confirmed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [Token.hash(token), user, address, String(agent.prefix(300)), now, now, now])
    return token
  }

  /// Gives a session a new token, because its holder has confirmed and may do more; nil if it has ended meanwhile.
  static func confirm(_ id: Int64, now: Moment, _ db: Database) throws -> String? {
    let token = Token.make()
    try db.execute(
      sql: "UPDATE admin_session SET token = ?, confirmed_at = ? WHERE id = ?",
      arguments: [Token.hash(token), now, id])
    return db.changesCount > 0 ? token : nil
  }

  /// The sessions of a user, the latest first, without impersonations.
  static func list(of user: Int64, now: Moment, _ db: Database) throws -> [Session] {
    let limits = try SiteSettings(db).sessionLimits
    return try Row.fetchAll(
      db,
      sql: """
        SELECT id, address, agent, created_at, seen_at
        FROM admin_session
        WHERE user_id = ? AND seen_at > ? AND created_at > ? AND acting IS NULL
        ORDER BY seen_at DESC
        LIMIT 100
        """, arguments: [user, now - limits.idle, now - limits.absolute]
    ).map {
      Session(
        id: $0["id"], address: $0["address"], agent: $0["agent"], createdAt: $0["created_at"],
        seenAt: $0["seen_at"])
    }
  }

  static func sawVisit(_ id: Int64, now: Moment, _ db: Database) throws {
    // Another process may have seen a later one and written sooner.
    try db.execute(
      sql: "UPDATE admin_session SET seen_at = max(seen_at, ?) WHERE id = ?", arguments: [now, id])
  }

  /// Ends one of the user's own sessions; the answer is the ids of those that ended.
  static func end(_ id: Int64, of user: Int64, _ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db, sql: "DELETE FROM admin_session WHERE id = ? AND user_id = ? AND acting IS NULL RETURNING id",
      arguments: [id, user])
  }

  static func endAll(of user: Int64, but kept: Int64? = nil, _ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db, sql: "DELETE FROM admin_session WHERE user_id = ? AND id IS NOT ? AND acting IS NULL RETURNING id",
      arguments: [user, kept])
  }

  /// Removes sessions that nobody can use any more.
  static func sweep(now: Moment, _ db: Database) throws {
    let limits = try SiteSettings(db).sessionLimits
    try db.execute(sql: "DELETE FROM admin_session WHERE seen_at < ?", arguments: [now - limits.idle])
    try db.execute(
      sql: "DELETE FROM admin_session WHERE created_at < ?", arguments: [now - limits.absolute])
  }
}
