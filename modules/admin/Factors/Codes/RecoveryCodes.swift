import Crypto
import Foundation
import GRDB
import Kit

/// Recovery codes, on paper for the day when the phone is gone. Each works once.
struct RecoveryCodes {
  let left: Int
  let usedAt: Moment?

  static let count = 10
  /// 128 random bits: enough that a plain hash keeps them.
  static let bytes = 16
  /// Letters of a code, and of one that was made when they had 80 bits.
  static let lengths = [26, 16]

  /// How many are left; nil for an account that never had any.
  static func find(of user: Int64, _ db: Database) throws -> RecoveryCodes? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT sum(used_at IS NULL) AS left, max(used_at) AS used_at FROM admin_recovery_code
        WHERE user_id = ? HAVING count(*) > 0
        """, arguments: [user]
    ).map { RecoveryCodes(left: $0["left"], usedAt: $0["used_at"]) }
  }

  /// Makes ten codes in place of any before. Answers with their texts, which are not stored.
  static func make(for user: Int64, _ db: Database) throws -> [String] {
    try remove(of: user, db)
    let codes = (0..<count).map { _ in Base32.encode(.random(bytes)) }
    for code in codes {
      try db.execute(
        sql: "INSERT INTO admin_recovery_code (user_id, code) VALUES (?, ?)", arguments: [user, hash(code)])
    }
    return codes.map { Base32.grouped($0, by: "-") }
  }

  static func take(_ code: String, of user: Int64, now: Moment, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "UPDATE admin_recovery_code SET used_at = ? WHERE user_id = ? AND code = ? AND used_at IS NULL",
      arguments: [now, user, hash(code)])
    return db.changesCount > 0
  }

  static func remove(of user: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_recovery_code WHERE user_id = ?", arguments: [user])
  }

  private static func hash(_ code: String) -> Data { Data(SHA256.hash(data: Data(code.utf8))) }
}
