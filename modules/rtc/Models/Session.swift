import GRDB
import Kit

/// The resumable presence of one browser in the rooms, as the speaker that it chose. It outlives the
/// connections that come and go below it.
public struct Session: Sendable {
  public let id: String
  public let speaker: ChatSpeaker
  /// The sign-in session that it belongs to.
  public let login: Int64?

  public init(id: String, speaker: ChatSpeaker, login: Int64?) {
    self.id = id
    self.speaker = speaker
    self.login = login
  }

  /// A browser's own word for its session is believed only if it was the same account's.
  public static func isOwn(_ id: String, account: Int64, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT account FROM rtc_session WHERE id = ?")
    return try Int64.fetchOne(statement, arguments: [id]) == account
  }

  public func save(at now: Moment, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO rtc_session
          (id, account, login, alter_id, name, handle, pronouns, color, avatar, opened_at, seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET login = excluded.login, alter_id = excluded.alter_id, name = excluded.name,
          handle = excluded.handle, pronouns = excluded.pronouns, color = excluded.color,
          avatar = excluded.avatar, seen_at = excluded.seen_at
        """
    ).execute(arguments: [
      id, speaker.account, login, speaker.alter, speaker.name, speaker.handle, speaker.pronouns,
      speaker.color, speaker.picture, now, now,
    ])
  }

  static func forget(before: Moment, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM rtc_session WHERE seen_at < ?", arguments: [before])
  }
}

/// Random words that name things: 128 bits from the system.
public enum Word {
  public static func make(_ prefix: String) -> String {
    var generator = SystemRandomNumberGenerator()
    let halves = [generator.next(), generator.next()] as [UInt64]
    return prefix + "_" + halves.map { String($0, radix: 36) }.joined()
  }
}
