import GRDB
import Kit

/// An account that another one does not want to read, nor be written to by.
struct Block: Sendable {
  let id: Int64
  let name: String
  let at: Moment

  static let most = 1000

  static func ids(of user: Int64, _ db: Database) throws -> Set<Int64> {
    try Int64.fetchSet(
      db.cachedStatement(sql: "SELECT blocked_id FROM admin_block WHERE user_id = ?"), arguments: [user])
  }

  static func list(of user: Int64, _ db: Database) throws -> [Block] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, name, at FROM admin_block JOIN admin_user ON id = blocked_id
        WHERE user_id = ? ORDER BY folded LIMIT \(most)
        """, arguments: [user]
    ).map { Block(id: $0["id"], name: $0["name"], at: $0["at"]) }
  }

  /// Blocks an account, once or again. Throws `Refusal` for oneself and for a list that is full.
  static func add(_ blocked: User, to user: Int64, now: Moment, _ db: Database) throws {
    guard blocked.id != user else { throw Refusal("This is you.") }
    guard try ids(of: user, db).count < most else {
      throw Refusal("Your list is full. Take somebody off it first.")
    }
    try db.execute(
      sql: "INSERT INTO admin_block (user_id, blocked_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [user, blocked.id, now])
  }

  static func remove(_ blocked: Int64, from user: Int64, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM admin_block WHERE user_id = ? AND blocked_id = ?", arguments: [user, blocked])
  }

  static func exists(_ blocked: Int64, by user: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM admin_block WHERE user_id = ? AND blocked_id = ?)"),
      arguments: [user, blocked]) ?? false
  }
}
