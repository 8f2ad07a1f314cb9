import GRDB
import Kit

/// A link that lets one person join.
struct Invite: Sendable {
  let id: Int64
  let createdAt: Moment
  let expiresAt: Moment
  /// The name of the account that was made with it.
  let guest: String?
}

extension Invite {
  static let lifetime = 14 * 86_400
  /// How many invitations of one account may be unused.
  static let mostOpen = 20

  /// Makes an invitation. Answers with its token. Throws `Refusal` while too many are unused.
  static func make(by user: Int64, now: Moment, _ db: Database) throws -> String {
    let open = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM admin_invite WHERE user_id = ? AND used_at IS NULL AND expires_at > ?",
      arguments: [user, now])
    guard open ?? 0 < mostOpen else {
      throw Refusal("You have \(mostOpen) invitations waiting already. Withdraw one first.")
    }
    let token = Token.make()
    try db.execute(
      sql: "INSERT INTO admin_invite (token, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
      arguments: [Token.hash(token), user, now, now + lifetime])
    return token
  }

  /// The invitation that this token opens, and who made it, as long as nobody has used it.
  static func opened(by token: String, now: Moment, _ db: Database) throws -> (id: Int64, maker: Int64)? {
    guard let hash = Token.hash(token) else { return nil }
    return try Row.fetchOne(
      db,
      sql: "SELECT id, user_id FROM admin_invite WHERE token = ? AND used_at IS NULL AND expires_at > ?",
      arguments: [hash, now]
    ).map { ($0[0], $0[1]) }
  }

  static func use(_ id: Int64, by user: Int64, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE admin_invite SET used_by = ?, used_at = ? WHERE id = ?", arguments: [user, now, id])
  }

  /// The invitations of an account, the latest first: those that are unused, and those that brought somebody.
  static func list(of user: Int64, now: Moment, _ db: Database) throws -> [Invite] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT i.id, i.created_at, i.expires_at, u.name
        FROM admin_invite i LEFT JOIN admin_user u ON u.id = i.used_by
        WHERE i.user_id = ? AND (i.used_by IS NOT NULL OR (i.used_at IS NULL AND i.expires_at > ?))
        ORDER BY i.id DESC LIMIT 50
        """, arguments: [user, now]
    ).map {
      Invite(
        id: $0["id"], createdAt: $0["created_at"], expiresAt: $0["expires_at"], guest: $0["name"])
    }
  }

  /// Withdraws an invitation; false if there was none.
  static func withdraw(_ id: Int64, of user: Int64, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "DELETE FROM admin_invite WHERE id = ? AND user_id = ? AND used_at IS NULL", arguments: [id, user])
    return db.changesCount > 0
  }
}
