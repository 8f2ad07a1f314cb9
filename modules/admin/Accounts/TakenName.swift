import GRDB
import Kit

/// Names that nobody else can have: those of accounts, of people who wait to be let in, and those that
/// somebody had until lately.
enum TakenName {
  /// Days that a name stays kept for the account that had it.
  static let keptDays = 90

  /// Throws `Refusal` for a name that is taken, or that looks like one. A user may take their own old names.
  static func check(_ name: AccountName, for user: Int64? = nil, now: Moment, _ db: Database) throws {
    try shape(db)
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
      sql: """
        INSERT OR REPLACE INTO admin_old_name (folded, skeleton, user_id, until, name) VALUES (?, ?, ?, ?, ?)
        """, arguments: [name.folded, name.skeleton, user, now + keptDays * 86_400, name.text])
  }

  /// Keeps a name no longer, because its account has it again.
  static func takeUp(_ name: AccountName, of user: Int64, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM admin_old_name WHERE folded = ? AND user_id = ?", arguments: [name.folded, user])
  }

  /// The condition under which moderators see whose name it was: not of accounts that were deleted.
  static let isShown =
    "until > :now AND user_id NOT IN (SELECT user_id FROM admin_farewell WHERE gone_at IS NOT NULL)"

  /// The earlier names of an account that are still kept, the latest first.
  static func earlier(of user: Int64, now: Moment, _ db: Database) throws -> [(name: String, until: Moment)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT coalesce(name, folded), until FROM admin_old_name
        WHERE user_id = :user AND \(isShown) ORDER BY until DESC LIMIT 20
        """, arguments: ["user": user, "now": now]
    ).map { ($0[0], $0[1]) }
  }

  /// The account whose earlier name this is.
  static func holder(ofEarlier name: String, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT user_id FROM admin_old_name WHERE folded = ?", arguments: [AccountName.fold(name)])
  }

  static func count(keptFor user: Int64, now: Moment, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM admin_old_name WHERE user_id = ? AND until > ?", arguments: [user, now])
      ?? 0
  }

  /// Forgets what is kept no longer, and gives a skeleton to names that have none.
  static func sweep(now: Moment, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_old_name WHERE until <= ?", arguments: [now])
    try shape(db)
  }

  /// Names that are older than skeletons, or than the present way to make them, have none.
  private static func shape(_ db: Database) throws {
    for (table, key, name) in [
      ("admin_user", "id", "name"), ("admin_newcomer", "id", "name"),
      ("admin_old_name", "folded", "coalesce(name, folded)"),
    ] {
      let rows = try Row.fetchAll(
        db,
        sql: "SELECT \(key), \(name) FROM \(table) WHERE skeleton IS NULL OR skeleton = '' LIMIT 5000")
      for row in rows {
        try db.execute(
          sql: "UPDATE \(table) SET skeleton = ? WHERE \(key) = ?",
          arguments: [NameShape.skeleton(row[1]), row[0] as DatabaseValue])
      }
    }
  }
}
