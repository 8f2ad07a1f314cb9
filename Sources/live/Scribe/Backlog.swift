import GRDB
import RTC

/// The last few hundred lines of each room, encoded. Everybody who joins or catches up is served from here:
/// after a restart hundreds come back at once, and the log is read and encoded for the first of them only.
struct Backlog {
  /// A gap larger than this is answered with a reset.
  static let longest = 300

  private var rooms: [Int64: [Line]] = [:]
  /// What its lines call the accounts.
  private var handles = Handles()

  var accounts: Set<Int64> { Set(handles.names.keys) }

  /// Where accounts are called otherwise by now, or not at all, everything is read anew.
  mutating func check(_ now: Handles) {
    guard now != handles, !rooms.isEmpty else { return }
    self = Backlog()
  }

  /// What a room's log says after a number, up to an entry of the log of all rooms; nil if that is too much.
  mutating func lines(
    _ room: Int64, after seq: Int64, epoch: String, load: () throws -> ([RoomEvent], Handles)
  ) throws -> [Line]? {
    let lines = try rooms[room] ?? keep(load(), of: room, epoch: epoch)
    let missed = lines.reversed().prefix { ($0.seq ?? 0) > seq }.reversed()
    let isWhole = missed.count < lines.count || missed.first.map { $0.seq == seq + 1 } ?? true
    return isWhole ? Array(missed) : nil
  }

  /// A room that nobody has asked for is not kept.
  mutating func append(_ line: Line, _ handles: Handles) {
    guard rooms[line.room] != nil, note(handles) else { return }
    rooms[line.room]?.append(line)
    // Trimmed now and then, not each time: the front of an array is costly to cut.
    if let count = rooms[line.room]?.count, count >= 2 * Self.longest {
      rooms[line.room]?.removeFirst(count - Self.longest)
    }
  }

  /// What was said before has changed: it is read anew for the next who asks.
  mutating func forget(_ room: Int64) { rooms[room] = nil }

  private mutating func keep(
    _ loaded: (events: [RoomEvent], handles: Handles), of room: Int64, epoch: String
  ) -> [Line] {
    _ = note(loaded.handles)
    let lines = loaded.events.map { Line($0, loaded.handles, epoch: epoch) }
    rooms[room] = lines
    return lines
  }

  /// False if what is kept calls them otherwise: then it is kept no longer.
  private mutating func note(_ more: Handles) -> Bool {
    let isSame =
      rooms.isEmpty
      || handles.isShown == more.isShown
        && more.names.allSatisfy { handles.names[$0.key] ?? $0.value == $0.value }
    if !isSame { self = Backlog() }
    handles.isShown = more.isShown
    handles.names.merge(more.names) { $1 }
    return isSame
  }
}
