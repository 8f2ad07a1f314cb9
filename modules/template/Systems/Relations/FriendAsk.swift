import GRDB
import Kit

/// Somebody would like to be somebody's friend. A decline is silent: to whoever asked it goes on waiting, and
/// asking again reaches nobody. Whoever declined may still ask in turn.
struct FriendAsk: Sendable {
  /// The other one.
  let id: Int64
  let name: String
  let at: Moment

  /// How many may wait at once, so that nobody asks everybody.
  static let most = 50

  /// Who asks this account.
  static func received(by account: Int64, _ db: Database) throws -> [FriendAsk] {
    try fetch(
      """
      SELECT account_id, name, at FROM template_friend_ask JOIN person ON id = account_id
      WHERE asked_id = ? AND is_heard ORDER BY at DESC LIMIT 200
      """, account, db)
  }

  /// Whom this account asks.
  static func sent(by account: Int64, _ db: Database) throws -> [FriendAsk] {
    try fetch(
      """
      SELECT asked_id, name, at FROM template_friend_ask JOIN person ON id = asked_id
      WHERE account_id = ? AND is_kept ORDER BY at DESC LIMIT \(most)
      """, account, db)
  }

  private static func fetch(_ sql: String, _ account: Int64, _ db: Database) throws -> [FriendAsk] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [account])
      .map { FriendAsk(id: $0[0], name: $0[1], at: $0[2]) }
  }

  static func isWaiting(from asker: Int64, to asked: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM template_friend_ask WHERE account_id = ? AND asked_id = ? AND is_heard)
        """, arguments: [asker, asked]) ?? false
  }

  static func countSent(by account: Int64, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM template_friend_ask WHERE account_id = ? AND is_kept",
      arguments: [account]) ?? 0
  }

  /// Asked once more, it is as it was for whoever is asked.
  static func send(
    from asker: Int64, to asked: Int64, isHeard: Bool, at now: Moment, _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO template_friend_ask(account_id, asked_id, at, is_heard) VALUES(?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET is_kept = 1
        """, arguments: [asker, asked, now, isHeard])
  }

  static func decline(from asker: Int64, by asked: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_friend_ask SET is_heard = 0 WHERE account_id = ? AND asked_id = ?",
      arguments: [asker, asked])
  }

  /// One that was declined is remembered, so that it can't be asked anew by taking it back.
  static func withdraw(from asker: Int64, to asked: Int64, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM template_friend_ask WHERE account_id = ? AND asked_id = ? AND is_heard",
      arguments: [asker, asked])
    try db.execute(
      sql: "UPDATE template_friend_ask SET is_kept = 0 WHERE account_id = ? AND asked_id = ?",
      arguments: [asker, asked])
  }

  static func forget(_ one: Int64, _ other: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM template_friend_ask
        WHERE account_id = :one AND asked_id = :other OR account_id = :other AND asked_id = :one
        """, arguments: ["one": one, "other": other])
  }
}
