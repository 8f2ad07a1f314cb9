import GRDB
import Kit

/// One open transport of a session. The live daemon keeps these rows for those who don't talk to it:
/// pages without JavaScript, the control room.
public struct Connection: Sendable, Equatable {
  public enum Transport: String, Sendable { case socket, stream }

  public let id: String
  public let session: String
  public let transport: Transport

  public init(id: String, session: String, transport: Transport) {
    self.id = id
    self.session = session
    self.transport = transport
  }

  public func open(at now: Moment, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO rtc_connection(id, session, transport, opened_at, seen_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET session = excluded.session, seen_at = excluded.seen_at
        """
    ).execute(arguments: [id, session, transport.rawValue, now, now])
  }

  public static func close(_ id: String, _ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM rtc_connection WHERE id = ?").execute(arguments: [id])
  }

  public static func enter(_ id: String, room: Int64, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO rtc_here(room, connection) SELECT ?, id FROM rtc_connection WHERE id = ?
        ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [room, id])
  }

  public static func leave(_ id: String, room: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM rtc_here WHERE room = ? AND connection = ?")
      .execute(arguments: [room, id])
  }

  /// Said by the daemon every now and then for all that it holds: they are still there.
  public static func touchAll(at now: Moment, _ db: Database) throws {
    try db.execute(sql: "UPDATE rtc_connection SET seen_at = ?", arguments: [now])
    try db.execute(
      sql: "UPDATE rtc_session SET seen_at = ? WHERE id IN (SELECT session FROM rtc_connection)",
      arguments: [now])
  }

  /// A daemon that starts has no connections yet; what stands there is of one that was killed.
  public static func closeAll(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM rtc_connection")
  }
}

/// Who is in the rooms, as the last minute knows it.
public enum Presence {
  /// Seconds after which a daemon that says nothing any more is taken for gone, with all who were there.
  public static let lifetime = 60

  static func people(in room: Int64, at now: Moment, _ db: Database) throws -> [ChatSpeaker] {
    try ChatSpeaker.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT s.account AS author, s.alter_id, s.name, s.handle, s.pronouns, s.color, s.avatar
          FROM rtc_here h JOIN rtc_connection c ON c.id = h.connection JOIN rtc_session s ON s.id = c.session
          WHERE h.room = ? AND c.seen_at > ? ORDER BY s.name LIMIT 200
          """),
      arguments: [room, now - lifetime])
  }

  /// How many people are in each room; rooms where nobody is are missing.
  static func counts(at now: Moment, _ db: Database) throws -> [Int64: Int] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT h.room, count(DISTINCT s.account) AS people
          FROM rtc_here h JOIN rtc_connection c ON c.id = h.connection JOIN rtc_session s ON s.id = c.session
          WHERE c.seen_at > ? GROUP BY h.room LIMIT 200
          """),
      arguments: [now - lifetime])
    return Dictionary(rows.map { ($0["room"], $0["people"]) }) { first, _ in first }
  }

  static func count(at now: Moment, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(DISTINCT s.account) FROM rtc_connection c JOIN rtc_session s ON s.id = c.session
        WHERE c.seen_at > ?
        """, arguments: [now - lifetime]) ?? 0
  }
}
