import Crypto
import Foundation
import GRDB
import Kit

/// A browser in which somebody has signed in to an account, known by a cookie. It opens nothing, but tries in
/// it count by themselves, so that nobody locks its person out by wrong tries elsewhere. The cookie says
/// nothing about whose browser it is, and several accounts of one browser share it: each has a hash of its own.
enum KnownDevice {
  /// How many an account may have; the one that was used longest ago makes room.
  static let most = 20
  /// Seconds for which it is known after somebody signed in there.
  static let lifetime = 365 * 86_400

  /// The hash for one account; nil for what can be none of our cookies.
  static func hash(_ token: String?, of user: Int64) -> Data? {
    guard let token, token.utf8.count == Token.length else { return nil }
    return Data(SHA256.hash(data: Data("device:\(user):\(token)".utf8)))
  }

  static func isKnown(_ hash: Data, to user: Int64, now: Moment, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM admin_device WHERE user_id = ? AND token = ? AND seen_at > ?)"),
      arguments: [user, hash, now - lifetime]) ?? false
  }

  static func remember(_ token: String, of user: Int64, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO admin_device (user_id, token, seen_at) VALUES (?, ?, ?)
        ON CONFLICT (user_id, token) DO UPDATE SET seen_at = excluded.seen_at
        """, arguments: [user, hash(token, of: user), now])
    try db.execute(
      sql: """
        DELETE FROM admin_device WHERE id IN (
          SELECT id FROM admin_device WHERE user_id = ? ORDER BY seen_at DESC, id DESC LIMIT -1 OFFSET ?)
        """, arguments: [user, most])
  }

  /// Forgets all browsers of the account but the one that asks.
  static func forgetAll(of user: Int64, but token: String?, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM admin_device WHERE user_id = ? AND token IS NOT ?",
      arguments: [user, hash(token, of: user)])
  }

  static func sweep(now: Moment, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_device WHERE seen_at < ?", arguments: [now - lifetime])
  }
}
