import GRDB
import RTC

/// The last few hundred lines of each room, encoded. Everybody who joins or catches up is served from here:
/// after a restart hundreds come back at once, and the log is read and encoded for the first of them only.
struct Backlog {
  /// A gap larger than this is answered with a reset.
  static let longest = 300
  /// And one that is larger, in bytes of frames.
  static let largest = 1 << 22
  /// Of all rooms; beyond it they are read anew for whoever asks.
  private static let mostKept = 1 << 25

  private struct Shelf {
    var lines: [Line] = []
    var bytes = 0
  }

  private var rooms: [Int64: Shelf] = [:]
  private var bytes: Int { rooms.values.reduce(0) { $0 + $1.bytes } }
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
    let lines = try rooms[room]?.lines ?? keep(load(), of: room, epoch: epoch)
    let missed = lines.reversed().prefix { ($0.seq ?? 0) > seq }.reversed()
    let isWhole = missed.count < lines.count || missed.first.map { $0.seq == seq + 1 } ?? true
    return isWhole ? Array(missed) : nil
  }

  /// A room that nobody has asked for is not kept.
  mutating func append(_ line: Line, _ handles: Handles) {
    guard rooms[line.room] != nil, note(handles) else { return }
    rooms[line.room]?.lines.append(line)
    rooms[line.room]?.bytes += line.weight
    // Trimmed now and then, not each time: the front of an array is costly to cut.
    guard let shelf = rooms[line.room] else { return }
    if shelf.lines.count >= 2 * Self.longest || shelf.bytes >= 2 * Self.largest {
      rooms[line.room] = Self.trimmed(shelf.lines)
    }
  }

  /// The last of them that are within both bounds; one at least.
  private static func trimmed(_ lines: [Line]) -> Shelf {
    var shelf = Shelf()
    for line in lines.reversed().prefix(longest) {
      guard shelf.lines.isEmpty || shelf.bytes + line.weight <= largest else { break }
      shelf.lines.append(line)
      shelf.bytes += line.weight
    }
    shelf.lines.reverse()
    return shelf
  }

  /// What was said before has changed: it is read anew for the next who asks.
  mutating func forget(_ room: Int64) { rooms[room] = nil }

  private mutating func keep(
    _ loaded: (events: [RoomEvent], handles: Handles), of room: Int64, epoch: String
  ) -> [Line] {
    _ = note(loaded.handles)
    let shelf = Self.trimmed(loaded.events.map { Line($0, loaded.handles, epoch: epoch) })
    if bytes + shelf.bytes > Self.mostKept { rooms = [:] }
    rooms[room] = shelf
    return shelf.lines
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
