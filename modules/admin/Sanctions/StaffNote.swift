import GRDB
import Kit

/// A note about an account, from one of the staff for the others.
struct StaffNote: Sendable {
  let text: String
  let author: String?
  let at: Moment

  /// The latest first.
  static func list(of user: Int64, _ db: Database) throws -> [StaffNote] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT text, name, at FROM admin_note LEFT JOIN admin_user ON admin_user.id = author_id
        WHERE user_id = ? ORDER BY admin_note.id DESC LIMIT 100
        """, arguments: [user]
    ).map { StaffNote(text: $0["text"], author: $0["name"], at: $0["at"]) }
  }

  static func write(
    _ text: Remark, about user: Int64, by author: Int64, now: Moment, _ db: Database
  ) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO admin_note (user_id, author_id, text, at) VALUES (?, ?, ?, ?)",
      arguments: [user, author, text.text, now])
    return db.lastInsertedRowID
  }
}
