import GRDB
import Kit

/// Somebody whom an account has for a friend. Both have each other.
package struct Friend: Sendable {
  let id: Int64
  let name: String
  let since: Moment
  /// Whether the account wants to be told of their switches.
  let hears: Bool

  static let most = 500

  static func list(of account: Int64, _ db: Database) throws -> [Friend] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT friend_id, name, since, hears FROM template_friend JOIN person ON id = friend_id
          WHERE account_id = ? ORDER BY name COLLATE NOCASE, id LIMIT \(most)
          """), arguments: [account]
    ).map { Friend(id: $0["friend_id"], name: $0["name"], since: $0["since"], hears: $0["hears"]) }
  }

  package static func ids(of account: Int64, _ db: Database) throws -> Set<Int64> {
    try Int64.fetchSet(
      db.cachedStatement(sql: "SELECT friend_id FROM template_friend WHERE account_id = ?"),
      arguments: [account])
  }

  static func exists(_ friend: Int64, of account: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM template_friend WHERE account_id = ? AND friend_id = ?)"),
      arguments: [account, friend]) ?? false
  }

  static func begin(_ one: Int64, _ other: Int64, at now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_friend(account_id, friend_id, since) VALUES(:one, :other, :now), (:other, :one, :now)
        ON CONFLICT DO NOTHING
        """, arguments: ["one": one, "other": other, "now": now])
    try FriendAsk.forget(one, other, db)
  }

  /// At once, and neither is told. Places on lists end with it.
  static func end(_ one: Int64, _ other: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM template_friend
        WHERE account_id = :one AND friend_id = :other OR account_id = :other AND friend_id = :one
        """, arguments: ["one": one, "other": other])
    try db.execute(
      sql: """
        DELETE FROM template_notice
        WHERE account_id = :one AND friend_id = :other OR account_id = :other AND friend_id = :one
        """, arguments: ["one": one, "other": other])
  }

  /// False if they are no friend.
  static func hear(_ isWanted: Bool, of friend: Int64, by account: Int64, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "UPDATE template_friend SET hears = ? WHERE account_id = ? AND friend_id = ?",
      arguments: [isWanted, account, friend])
    return db.changesCount > 0
  }
}
