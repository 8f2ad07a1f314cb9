import GRDB
import Kit

/// The deletion of an account: nobody signs in to it until its person comes back or the day has come. The row stays
/// after that, so that no link and no admin brings the account back.
struct AccountDeletion: Sendable {
  let user: Int64
  let leavesAt: Moment
  let keepsPosts: Bool
  let isGone: Bool

  /// Days to change one's mind.
  static let days = 30
}

extension AccountDeletion {
  static func find(of user: Int64, _ db: Database) throws -> AccountDeletion? {
    try Row.fetchOne(
      db,
      sql: "SELECT user_id, leaves_at, keeps_posts, gone_at FROM admin_farewell WHERE user_id = ?",
      arguments: [user]
    ).map(AccountDeletion.init)
  }

  /// Begins a deletion. Throws `Refusal` for the last admin.
  static func begin(of user: User, keepingPosts: Bool, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO admin_farewell (user_id, leaves_at, keeps_posts) VALUES (?, ?, ?)",
      arguments: [user.id, now + days * 86_400, keepingPosts])
    guard try user.role != .admin || User.hasAdmin(now: now, db) else {
      throw Refusal("You are the only admin who can sign in. Make somebody else an admin first.")
    }
  }

  /// Calls the deletion off; false if there was none.
  static func callOff(of user: Int64, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "DELETE FROM admin_farewell WHERE user_id = ? AND gone_at IS NULL", arguments: [user])
    return db.changesCount > 0
  }

  /// The deletions whose day has come.
  static func due(now: Moment, _ db: Database) throws -> [AccountDeletion] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT user_id, leaves_at, keeps_posts, gone_at FROM admin_farewell
        WHERE gone_at IS NULL AND leaves_at <= ? ORDER BY leaves_at LIMIT 20
        """, arguments: [now]
    ).map(AccountDeletion.init)
  }

  static func finish(of user: Int64, now: Moment, _ db: Database) throws {
    try db.execute(sql: "UPDATE admin_farewell SET gone_at = ? WHERE user_id = ?", arguments: [now, user])
  }

  private init(_ row: Row) {
    self.init(
      user: row["user_id"], leavesAt: row["leaves_at"], keepsPosts: row["keeps_posts"],
      isGone: row["gone_at"] != nil)
  }
}
