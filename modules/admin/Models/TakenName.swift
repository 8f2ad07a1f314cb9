import GRDB
import Kit

/// Names that nobody else can have: those of accounts, of people who wait to be let in, and those that
/// somebody had until lately.
enum TakenName {
  /// Days that a name stays kept for the account that had it.
  static let keptDays = 90

  /// Throws `Refusal` for a name that is taken, or that looks like one. Its own old names are the user's.
  static func check(_ name: AccountName, for user: Int64? = nil, now: Moment, _ db: Database) throws {
    let isSame = try Bool.fetchOne(
      db,
      sql: """
        SELECT folded = :folded FROM admin_taken_name
        WHERE (folded = :folded OR skeleton = :skeleton) AND (user_id IS NOT :user OR user_id IS NULL)
          AND (until IS NULL OR until > :now)
        ORDER BY 1 DESC LIMIT 1
        """,
      arguments: ["folded": name.folded, "skeleton": name.skeleton, "user": user, "now": now])
    switch isSame {
    case true?: throw Refusal("Somebody here has this name already. Please choose another.")
    case false?: throw Refusal("This looks too much like a name that is taken. Please choose another.")
    case nil: return
    }
  }

  /// Keeps a name that is given up.
  static func keep(_ name: AccountName, of user: Int64, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO admin_old_name (folded, skeleton, user_id, until) VALUES (?, ?, ?, ?)",
      arguments: [name.folded, name.skeleton, user, now + keptDays * 86_400])
  }

  static func count(keptFor user: Int64, now: Moment, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM admin_old_name WHERE user_id = ? AND until > ?", arguments: [user, now])
      ?? 0
  }

  /// Forgets what is kept no longer, and gives a skeleton to names that are older than skeletons.
  static func sweep(now: Moment, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_old_name WHERE until <= ?", arguments: [now])
    let names = try Row.fetchAll(db, sql: "SELECT id, name FROM admin_user WHERE skeleton IS NULL LIMIT 5000")
    for row in names {
      try db.execute(
        sql: "UPDATE admin_user SET skeleton = ? WHERE id = ?",
        arguments: [NameShape.skeleton(row["name"]), row["id"] as Int64])
    }
  }
}
