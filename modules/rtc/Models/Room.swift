import GRDB
import Kit
import Templating

/// A place to talk in. Admins make a few of them.
public struct Room: Sendable, Equatable {
  public let id: Int64
  public let name: String
  public let topic: String
  public let position: Int
  /// The latest number given in its log; 0 while nothing has happened.
  public let head: Int64

  public var href: String { "/rtc/room/\(id)" }
  /// Where its last messages stand, without a script too.
  var latest: String { "\(href)#latest" }
}

extension Room: FetchableRecord {
  public init(row: Row) {
    id = row["id"]
    name = row["name"]
    topic = row["topic"]
    position = row["position"]
    head = row["head"]
  }

  /// The open rooms that this viewer may read, in the admin's order.
  static func all(for viewer: Viewer, _ db: Database) throws -> [Room] {
    try fetchAll(
      db.cachedStatement(
        sql: """
          SELECT id, name, topic, position, head FROM rtc_room
          WHERE closed_at IS NULL ORDER BY position, id LIMIT 200
          """)
    ).filter { viewer.can("rtc.read", in: .room($0.id)) }
  }

  /// A closed room is as good as none, and so is one that the viewer may not read.
  public static func find(_ id: Int64, for viewer: Viewer, _ db: Database) throws -> Room? {
    let room = try fetchOne(
      db.cachedStatement(
        sql: "SELECT id, name, topic, position, head FROM rtc_room WHERE id = ? AND closed_at IS NULL"),
      arguments: [id])
    return viewer.can("rtc.read", in: .room(id)) ? room : nil
  }

  static func count(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM rtc_room WHERE closed_at IS NULL") ?? 0
  }

  public static func create(
    _ name: String, topic: String, position: Int, at now: Moment, _ db: Database
  ) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO rtc_room(name, topic, position, created_at) VALUES (?, ?, ?, ?)",
      arguments: [name, topic, position, now])
    return db.lastInsertedRowID
  }

  static func update(
    _ id: Int64, name: String, topic: String, position: Int, at now: Moment, _ db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE rtc_room SET name = ?, topic = ?, position = ? WHERE id = ?",
      arguments: [name, topic, position, id])
    let data: JSON = ["name": .text(name), "topic": .text(topic)]
    try RoomEvent.append(.roomUpdate, room: id, data: data, at: now, db)
  }

  /// Its messages stay; nobody enters any more.
  static func close(_ id: Int64, at now: Moment, _ db: Database) throws {
    try RoomEvent.append(.roomClose, room: id, at: now, db)
    try db.execute(sql: "UPDATE rtc_room SET closed_at = ? WHERE id = ?", arguments: [now, id])
  }

  /// The next number in the room's order; nil if there is no such room.
  static func advance(_ id: Int64, _ db: Database) throws -> Int64? {
    let statement = try db.cachedStatement(
      sql: "UPDATE rtc_room SET head = head + 1 WHERE id = ? AND closed_at IS NULL RETURNING head")
    return try Int64.fetchOne(statement, arguments: [id])
  }

  /// Cursors count within one epoch.
  public static func epoch(_ db: Database) throws -> String {
    try String.fetchOne(db.cachedStatement(sql: "SELECT word FROM rtc_epoch")) ?? ""
  }
}
