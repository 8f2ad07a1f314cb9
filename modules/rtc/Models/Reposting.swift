import GRDB
import Kit

extension Message {
  struct Place {
    let message: Message
    let room: Int64
  }

  /// What an account said itself, unless it was removed.
  static func own(_ id: Int64, by account: Int64, _ db: Database) throws -> Place? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT id AS message, seq, author, alter_id, name, handle, pronouns, color, avatar, nonce, body,
            \(MessageSize.html()), at, room
          FROM rtc_message WHERE id = ? AND author = ? AND removed = 0
          """), arguments: [id, account])
    return row.map { Place(message: Message(row: $0), room: $0["room"]) }
  }

  /// Another voice of the same account has said it; open pages learn of it from the log, which keeps for
  /// moderators who was said to have spoken before. Throws `Refusal.noRoom` if the room is gone.
  func repost(as voice: ChatSpeaker, in room: Int64, at now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE rtc_message SET alter_id = ?, name = ?, handle = ?, pronouns = ?, color = ?, avatar = ?
        WHERE id = ?
        """,
      arguments: [
        voice.alter, voice.name, voice.handle, voice.pronouns, voice.color, voice.picture, id,
      ])
    guard let seq = try Room.advance(room, db) else { throw Refusal.noRoom }
    let before: JSON = ["as": .int(speaker.alter), "name": .text(speaker.name)]
    try RoomEvent.insert(.messageUpdate, room: room, seq: seq, message: id, data: before, at: now, db)
  }
}
