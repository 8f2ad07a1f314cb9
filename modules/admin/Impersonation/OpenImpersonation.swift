import Foundation
import GRDB
import Kit

/// Why an impersonation ended by itself.
enum ImpersonationEnd: String {
  case time = "its time was over"
  case own = "the admin's own session ended"
  case person = "the account's sessions ended"
  case right = "no longer theirs to do"
}

/// An impersonation without an end, or whose browser does not know of its end yet. Then its session is good for one
/// thing, the way back.
struct OpenImpersonation: Sendable {
  let id: Int64
  let person: Int64
  let actor: Int64
  let ownSession: Int64
  let begunAt: Moment
  let isEnded: Bool

  /// When it ends at the latest.
  var latest: Moment { begunAt + Impersonation.limit }
}

extension Impersonation {
  /// All impersonations that have no end yet.
  static func open(_ db: Database) throws -> [OpenImpersonation] {
    try OpenImpersonation.fetch("ended_at IS NULL", [], db)
  }

  /// Those of this account.
  static func open(as person: Int64, _ db: Database) throws -> [OpenImpersonation] {
    try OpenImpersonation.fetch("ended_at IS NULL AND user_id = ?", [person], db)
  }

  /// Those that an admin began from this session of their own.
  static func open(hangingOn own: Int64, _ db: Database) throws -> [OpenImpersonation] {
    try OpenImpersonation.fetch("ended_at IS NULL AND own_session = ?", [own], db)
  }

  /// The impersonation whose session this is, ended or not.
  static func find(token: Data, _ db: Database) throws -> OpenImpersonation? {
    try OpenImpersonation.fetch("id = (SELECT acting FROM admin_session WHERE token = ?)", [token], db).first
  }

  static func find(session: Int64, _ db: Database) throws -> OpenImpersonation? {
    try OpenImpersonation.fetch("id = (SELECT acting FROM admin_session WHERE id = ?)", [session], db).first
  }
}

extension OpenImpersonation {
  /// Ends it; false if it has ended already. The browser finds out by the session that is left to it.
  func end(at now: Moment, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "UPDATE admin_acting SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
      arguments: [min(now, latest), id])
    return db.changesCount > 0
  }

  /// The sessions in the person's name.
  func sessions(_ db: Database) throws -> [Int64] {
    try Int64.fetchAll(db, sql: "SELECT id FROM admin_session WHERE acting = ?", arguments: [id])
  }

  /// The way back: a new token for the actor's own session, as the browser has lost the old one and nobody keeps
  /// tokens; nil where that session has ended.
  func giveBack(now: Moment, _ db: Database) throws -> String? {
    try db.execute(sql: "DELETE FROM admin_session WHERE acting = ?", arguments: [id])
    let token = Token.make()
    try db.execute(
      sql: "UPDATE admin_session SET token = ?, seen_at = ? WHERE id = ? AND user_id = ?",
      arguments: [Token.hash(token), now, ownSession, actor])
    return db.changesCount > 0 ? token : nil
  }

  fileprivate static func fetch(
    _ condition: String, _ arguments: StatementArguments, _ db: Database
  ) throws -> [OpenImpersonation] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, user_id, actor_id, own_session, begun_at, ended_at IS NOT NULL AS is_ended
        FROM admin_acting WHERE \(condition) ORDER BY id LIMIT 500
        """, arguments: arguments
    ).map {
      OpenImpersonation(
        id: $0["id"], person: $0["user_id"], actor: $0["actor_id"], ownSession: $0["own_session"],
        begunAt: $0["begun_at"], isEnded: $0["is_ended"])
    }
  }
}
