import GRDB
import Kit

/// Who spoke last, for those who want to go on as the same one.
struct Latch: Sendable, Equatable {
  /// nil: the account itself.
  let alter: Int64?
  let at: Moment

  /// It is written again at most this often while the same one speaks, so that talk costs no writes.
  static let step = 60
  /// Browsers that have not spoken for so long are forgotten.
  private static let memory = 90 * 86_400

  func holds(at now: Moment, _ settings: SpeakingSettings) -> Bool {
    settings.latchSeconds == 0 || now < at + settings.latchSeconds
  }

  func isStale(for voice: Voice, at now: Moment) -> Bool {
    alter != voice.alter || now >= at + Self.step
  }

  static func of(_ account: Int64, session: Int64, _ db: Database) throws -> Latch? {
    let statement = try db.cachedStatement(
      sql: "SELECT alter_id, at FROM template_latch WHERE account_id = ? AND session_id = ?")
    return try Row.fetchOne(statement, arguments: [account, session]).map { Latch(alter: $0[0], at: $0[1]) }
  }

  func save(_ account: Int64, session: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO template_latch(account_id, session_id, alter_id, at) VALUES (?, ?, ?, ?)
        """, arguments: [account, session, alter, at])
    try db.execute(
      sql: "DELETE FROM template_latch WHERE account_id = ? AND at < ?",
      arguments: [account, at - Self.memory])
  }
}

extension SpeakingSettings {
  /// Which latch a viewer moves: one for all browsers, or this browser's own.
  func session(of viewer: Viewer) -> Int64 { isLatchOfBrowser ? viewer.session ?? 0 : 0 }
}
