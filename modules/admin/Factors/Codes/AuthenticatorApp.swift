import Foundation
import GRDB
import Kit

/// An app on a phone that makes an account's codes.
struct AuthenticatorApp {
  let createdAt: Moment
  let usedAt: Moment?

  static func find(of user: Int64, _ db: Database) throws -> AuthenticatorApp? {
    try Row.fetchOne(
      db, sql: "SELECT created_at, used_at FROM admin_app WHERE user_id = ?", arguments: [user]
    ).map { AuthenticatorApp(createdAt: $0["created_at"], usedAt: $0["used_at"]) }
  }

  /// `step` is that of the code which showed that the app has the secret. Throws `Refusal` for a second app.
  static func add(
    _ password: OneTimePassword, step: Int64, to user: Int64, now: Moment, _ db: Database
  ) throws {
    guard try find(of: user, db) == nil else { throw Refusal("You have an authenticator app already.") }
    try db.execute(
      sql: "INSERT INTO admin_app (user_id, secret, step, created_at) VALUES (?, ?, ?, ?)",
      arguments: [user, Data(password.secret), step, now])
  }

  /// Whether this is a code of the app, not taken before, nor older than one that was.
  static func take(_ code: UInt32, of user: Int64, now: Moment, _ db: Database) throws -> Bool {
    let secret = try Data.fetchOne(
      db, sql: "SELECT secret FROM admin_app WHERE user_id = ?", arguments: [user])
    guard let secret, let step = OneTimePassword(secret: Array(secret)).step(of: code, now: now) else {
      return false
    }
    try db.execute(
      sql: "UPDATE admin_app SET step = :step, used_at = :now WHERE user_id = :user AND step < :step",
      arguments: ["step": step, "now": now, "user": user])
    return db.changesCount > 0
  }

  static func remove(of user: Int64, _ db: Database) throws -> Bool {
    try db.execute(sql: "DELETE FROM admin_app WHERE user_id = ?", arguments: [user])
    return db.changesCount > 0
  }
}
