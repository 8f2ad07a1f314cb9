import Foundation
import GRDB
import Kit

/// The archive of an account's data. A job makes it when it was asked for, and it is kept for a week.
struct Export: Sendable {
  let askedAt: Moment
  let readyAt: Moment?
  let file: String?
  let size: Int64

  static let lifetime = 7 * 86_400
}

extension Export {
  static func find(of user: Int64, _ db: Database) throws -> Export? {
    try Row.fetchOne(
      db, sql: "SELECT asked_at, ready_at, file, size FROM admin_export WHERE user_id = ?", arguments: [user]
    ).map {
      Export(askedAt: $0["asked_at"], readyAt: $0["ready_at"], file: $0["file"], size: $0["size"] ?? 0)
    }
  }

  /// Asks for an archive; false while one is being made. One that is ready is made anew.
  static func ask(for user: Int64, now: Moment, _ db: Database) throws -> Bool {
    try db.execute(
      sql: """
        INSERT INTO admin_export (user_id, asked_at) VALUES (?, ?)
        ON CONFLICT (user_id) DO UPDATE SET asked_at = excluded.asked_at, ready_at = NULL
        WHERE ready_at IS NOT NULL
        """, arguments: [user, now])
    return db.changesCount > 0
  }

  /// The archive is ready. Answers with the file that it replaces.
  static func finish(for user: Int64, file: String, size: Int64, now: Moment, _ db: Database) throws
    -> String?
  {
    let old = try find(of: user, db)?.file
    try db.execute(
      sql: "UPDATE admin_export SET ready_at = ?, file = ?, size = ? WHERE user_id = ?",
      arguments: [now, file, size, user])
    return old
  }

  /// Forgets the archive of one account, or all that are older than a week. Answers with their files.
  static func forget(of user: Int64, _ db: Database) throws -> [String] {
    try String?.fetchAll(
      db, sql: "DELETE FROM admin_export WHERE user_id = ? RETURNING file", arguments: [user]
    ).compactMap(\.self)
  }

  static func sweep(now: Moment, _ db: Database) throws -> [String] {
    try String?.fetchAll(
      db, sql: "DELETE FROM admin_export WHERE asked_at < ? RETURNING file", arguments: [now - lifetime]
    ).compactMap(\.self)
  }
}
