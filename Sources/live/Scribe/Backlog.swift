import GRDB
import RTC

/// The last few hundred lines of each room, encoded. Everybody who joins or catches up is served from here:
/// after a restart hundreds come back at once, and the log is read and encoded for the first of them only.
struct Backlog {
  /// A gap larger than this is answered with a reset.
  static let longest = 300

  private var rooms: [Int64: [Line]] = [:]

  /// What a room's log says after a number, up to an entry of the log of all rooms; nil if that is too much.
  mutating func lines(
    _ room: Int64, after seq: Int64, upTo id: Int64, epoch: String, _ db: Database
  ) throws -> [Line]? {
    let lines = try rooms[room] ?? load(room, upTo: id, epoch: epoch, db)
    let missed = lines.reversed().prefix { ($0.seq ?? 0) > seq }.reversed()
    let isWhole = missed.count < lines.count || missed.first.map { $0.seq == seq + 1 } ?? true
    return isWhole ? Array(missed) : nil
  }

  /// A room that nobody has asked for is not kept.
  mutating func append(_ line: Line) {
    guard rooms[line.room] != nil else { return }
    rooms[line.room]?.append(line)
    // Trimmed now and then, not each time: the front of an array is costly to cut.
    if let count = rooms[line.room]?.count, count >= 2 * Self.longest {
      rooms[line.room]?.removeFirst(count - Self.longest)
    }
  }

  /// What was said before has changed: it is read anew for the next who asks.
  mutating func forget(_ room: Int64) { rooms[room] = nil }

  private mutating func load(_ room: Int64, upTo id: Int64, epoch: String, _ db: Database) throws -> [Line] {
    let lines = try RoomEvent.recent(room, upTo: id, limit: Self.longest, db).map { Line($0, epoch: epoch) }
    rooms[room] = lines
    return lines
  }
}
