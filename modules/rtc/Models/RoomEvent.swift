import GRDB
import Kit

/// One entry of a room's log. Its number `seq` is given in the transaction that writes it, so the order in
/// a room is the same for everybody and has no gaps.
public struct RoomEvent: Sendable {
  public enum Kind: String, Sendable {
    case messageNew = "msg.new"
    /// Another voice of its author has said it.
    case messageUpdate = "msg.update"
    case roomUpdate = "room.update"
    case roomClose = "room.close"
    /// Everything that somebody said here is gone, or back.
    case messagesGone = "msg.gone"
    case messagesBack = "msg.back"
  }

  /// Its place in the log of all rooms.
  public let id: Int64
  public let room: Int64
  public let seq: Int64
  public let kind: String
  /// Whose message it is about.
  public let speaker: ChatSpeaker?
  private let data: JSON
  /// About how many bytes it comes to as a frame.
  public let weight: Int

  /// What browsers are told.
  public func frame(_ handles: Handles) -> [UInt8] {
    let frame: JSON = [
      "t": .text(kind), "room": .int(room), "seq": .int(seq),
      "d": speaker.map { handles.on($0).json.with(data) } ?? data,
    ]
    return frame.bytes
  }
}

extension RoomEvent: Weighed {}

extension RoomEvent: FetchableRecord {
  public init(row: Row) {
    id = row["id"]
    room = row["room"]
    seq = row["seq"]
    // What was removed keeps its number, so that nobody looks for a hole, and says nothing.
    let isRemoved = row["removed"] as Bool? ?? false
    kind = isRemoved ? Self.void : row["kind"]
    let isOfMessage = !isRemoved && !row.hasNull(atIndex: 5)
    speaker = isOfMessage ? ChatSpeaker(row: row) : nil
    let data = isRemoved ? [:] : isOfMessage ? Self.data(of: row) : JSON(text: row["data"]) ?? [:]
    self.data = data
    weight = 512 + (data["html"]?.text?.utf8.count ?? 0) + (data["text"]?.text?.utf8.count ?? 0)
  }

  /// What an update keeps of before is for moderators; browsers get what holds now, and of which message.
  private static func data(of row: Row) -> JSON {
    guard row["kind"] == Kind.messageUpdate.rawValue else { return Message(row: row).json }
    return ["mid": .int(row["message"] as Int64), "of": .int(row["said"] as Int64)]
  }

  static let void = "msg.void"

  /// Whether what was said before it has changed.
  public var changesThePast: Bool {
    [Kind.messagesGone, .messagesBack, .messageUpdate].map(\.rawValue).contains(kind)
  }

  /// The room is closed: nothing follows, and nobody is in it any more.
  public var isTheLast: Bool { kind == Kind.roomClose.rawValue }

  private static let columns = """
    SELECT e.id, e.room, e.seq, e.kind, e.data, m.id AS message, m.author, m.alter_id, m.name, m.handle,
      m.pronouns, m.color, m.avatar, m.nonce, m.body, \(MessageSize.html(of: "m")), m.at, m.removed,
      m.seq AS said
    FROM rtc_event e LEFT JOIN rtc_message m ON m.id = e.message
    """

  /// What was written after an entry, of all rooms. SQLite has one writer at a time, so ids are committed
  /// in their order and a reader that follows them skips nothing.
  public static func following(_ id: Int64, limit: Int = 500, _ db: Database) throws -> [RoomEvent] {
    let statement = try db.cachedStatement(sql: "\(columns) WHERE e.id > ? ORDER BY e.id LIMIT ?")
    return try portion(statement, arguments: [id, limit], bytes: 1 << 22).rows
  }

  /// The last entries of one room, oldest first, up to an entry of the log of all rooms: as many as fit.
  public static func recent(
    _ room: Int64, upTo id: Int64, limit: Int, bytes: Int, _ db: Database
  ) throws -> [RoomEvent] {
    let statement = try db.cachedStatement(
      sql: "\(columns) WHERE e.room = ? AND e.id <= ? ORDER BY e.seq DESC LIMIT ?")
    return try portion(statement, arguments: [room, id, limit], bytes: bytes).rows.reversed()
  }

  /// The last entries of one room before a number, oldest first: as many as fit, one at least.
  public static func earlier(
    in room: Int64, before seq: Int64, limit: Int, bytes: Int, _ db: Database
  ) throws -> [RoomEvent] {
    let statement = try db.cachedStatement(
      sql: "\(columns) WHERE e.room = ? AND e.seq < ? ORDER BY e.seq DESC LIMIT ?")
    return try portion(statement, arguments: [room, seq, limit], bytes: bytes).rows.reversed()
  }

  /// A room's last number, up to an entry of the log of all rooms; 0 if there is none.
  public static func head(of room: Int64, upTo id: Int64, _ db: Database) throws -> Int64 {
    let statement = try db.cachedStatement(
      sql: "SELECT seq FROM rtc_event WHERE room = ? AND id <= ? ORDER BY seq DESC LIMIT 1")
    return try Int64.fetchOne(statement, arguments: [room, id]) ?? 0
  }

  public static func last(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM rtc_event")) ?? 0
  }

  /// Gives the next number of the room. nil if the room is gone.
  @discardableResult
  static func append(
    _ kind: Kind, room: Int64, data: JSON = [:], at now: Moment, _ db: Database
  ) throws -> Int64? {
    guard let seq = try Room.advance(room, db) else { return nil }
    try insert(kind, room: room, seq: seq, message: nil, data: data, at: now, db)
    return seq
  }

  static func insert(
    _ kind: Kind, room: Int64, seq: Int64, message: Int64?, data: JSON = [:], at now: Moment, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: "INSERT INTO rtc_event(room, seq, kind, message, at, data) VALUES (?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [room, seq, kind.rawValue, message, now, data.string])
  }
}
