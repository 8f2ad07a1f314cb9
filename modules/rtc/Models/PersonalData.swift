import GRDB
import Kit

/// What the rooms keep of an account, and how they forget it.
extension RTCModule {
  public func export(_ account: Int64) throws -> [PersonalFile] {
    try sessions.read { db in
      let messages = try String.fetchAll(
        db,
        sql: """
          SELECT json_object('room', r.name, 'at', m.at, 'as', m.name, 'text', m.body)
          FROM rtc_message m JOIN rtc_room r ON r.id = m.room WHERE m.author = ? ORDER BY m.id
          """, arguments: [account])
      return [PersonalFile("messages.json", json: messages)]
    }
  }

  public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
    try sessions.write { db in
      try db.execute(sql: "DELETE FROM rtc_session WHERE account = ?", arguments: [account])
      try db.execute(
        sql: """
          UPDATE rtc_message SET name = ?, handle = '', pronouns = '', color = '', avatar = '',
            alter_id = NULL
          WHERE author = ?
          """, arguments: [Speaker.gone.name, account])
      // Who was said to have spoken before.
      try db.execute(
        sql: """
          UPDATE rtc_event SET data = '{}' WHERE kind = ?
            AND message IN (SELECT id FROM rtc_message WHERE author = ?)
          """, arguments: [RoomEvent.Kind.messageUpdate.rawValue, account])
      guard !keepingPosts else { return }
      try db.execute(
        sql: "UPDATE rtc_message SET body = '(removed)', html = '<p>(removed)</p>' WHERE author = ?",
        arguments: [account])
    }
  }
}
