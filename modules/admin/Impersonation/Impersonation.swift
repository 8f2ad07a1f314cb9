import GRDB
import HTTPTypes
import Kit

/// An impersonation: an admin looks at the site as somebody else, in a session that ends with the admin's own.
struct Impersonation: Sendable {
  let actor: String?
  let begunAt: Moment
  let endedAt: Moment?
  let raisedFor: String?

  /// Seconds after which it ends by itself.
  static let limit = 30 * 60
  /// Seconds for which the person is shown it.
  static let told = 90 * 86_400

  /// Begins one. Answers with the token of the new session.
  static func begin(
    as user: User, by actor: Int64, from session: Int64, _ request: Request, _ db: Database
  ) throws -> String {
    try db.execute(
      sql: "INSERT INTO admin_acting (user_id, actor_id, own_session, begun_at) VALUES (?, ?, ?, ?)",
      arguments: [user.id, actor, session, request.now])
    let impersonation = db.lastInsertedRowID
    let token = try Session.open(
      for: user.id, address: request.address, agent: request.header(.userAgent) ?? "", now: request.now, db)
    try db.execute(
      sql: "UPDATE admin_session SET acting = ? WHERE id = ?",
      arguments: [impersonation, db.lastInsertedRowID])
    return token
  }

  static func raise(_ session: Int64, for reason: Remark, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE admin_acting SET raised_for = ? WHERE id = (SELECT acting FROM admin_session WHERE id = ?)
        """, arguments: [reason.text, session])
  }

  /// The impersonations of a user, the latest first.
  static func list(of user: Int64, since: Moment, _ db: Database) throws -> [Impersonation] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT name, begun_at, ended_at, raised_for FROM admin_acting
        LEFT JOIN admin_user ON admin_user.id = actor_id
        WHERE user_id = ? AND begun_at > ? ORDER BY begun_at DESC LIMIT 20
        """, arguments: [user, since]
    ).map {
      Impersonation(
        actor: $0["name"], begunAt: $0["begun_at"], endedAt: $0["ended_at"], raisedFor: $0["raised_for"])
    }
  }
}
