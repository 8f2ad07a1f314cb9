import Foundation
import GRDB
import Kit

/// Somebody who waits for approval. There is no account before an admin says yes.
struct Newcomer: Sendable {
  let id: Int64
  let name: String
  let words: String
  let address: String
  let createdAt: Moment
}

extension Newcomer {
  /// How many may wait; more than admins can read would only be noise.
  static let mostWaiting = 500
  /// Days after which nobody will answer any more.
  static let patience = 90

  /// Throws `Refusal` for a sentence that says nothing, or too much.
  static func words(_ typed: String) throws -> String {
    let words = PlainText.text(typed)
    guard words.count >= 10 else { throw Refusal("Say in a sentence who you are and why you come.") }
    try Refusal.throwing(PlainText.objection(toText: words, longest: 1000), about: "This")
    return words
  }

  /// Throws `Refusal` for a name that is taken, and while too many wait.
  static func add(
    _ name: AccountName, password: String, words: String, address: String, now: Moment, _ db: Database
  ) throws {
    guard try count(db) < mostWaiting else {
      throw Refusal("So many people are waiting that nobody can be added today. Please come back later.")
    }
    try TakenName.check(name, now: now, db)
    try db.execute(
      sql: """
        INSERT INTO admin_newcomer (name, folded, skeleton, password, words, address, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [name.text, name.folded, name.skeleton, password, words, address, now])
  }

  static func count(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM admin_newcomer") ?? 0
  }

  /// All who wait, the longest first.
  static func list(limit: Int, _ db: Database) throws -> [Newcomer] {
    try Row.fetchAll(
      db,
      sql: "SELECT id, name, words, address, created_at FROM admin_newcomer ORDER BY id LIMIT ?",
      arguments: [limit]
    ).map(Newcomer.init)
  }

  /// Takes the newcomer off the list. Answers with the hash of the password that was chosen.
  static func take(_ id: Int64, _ db: Database) throws -> (newcomer: Newcomer, password: String)? {
    try Row.fetchOne(
      db,
      sql: """
        DELETE FROM admin_newcomer WHERE id = ?
        RETURNING id, name, words, address, created_at, password
        """, arguments: [id]
    ).map { (Newcomer($0), $0["password"]) }
  }

  static func sweep(now: Moment, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM admin_newcomer WHERE created_at < ?", arguments: [now - patience * 86_400])
  }

  private init(_ row: Row) {
    self.init(
      id: row["id"], name: row["name"], words: row["words"], address: row["address"],
      createdAt: row["created_at"])
  }
}
