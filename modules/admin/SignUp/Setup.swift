import GRDB
import Kit

/// The one-time address that makes the first admin. There is one only while there is no admin who can come in.
enum Setup {
  /// Makes a new token in place of any before it; nil once somebody is admin.
  static func begin(now: Moment, _ db: Database) throws -> String? {
    guard try !User.hasAdmin(now: now, db) else { return nil }
    let token = Token.make()
    try db.execute(
      sql: "INSERT OR REPLACE INTO admin_setup (id, token, created_at) VALUES (1, ?, ?)",
      arguments: [Token.hash(token), now])
    return token
  }

  static func isOpen(_ token: String, now: Moment, _ db: Database) throws -> Bool {
    let hash = Token.hash(token)
    let isKnown = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM admin_setup WHERE token = ?)", arguments: [hash])
    return try isKnown == true && !User.hasAdmin(now: now, db)
  }

  static func end(_ db: Database) throws { try db.execute(sql: "DELETE FROM admin_setup") }
}
