import DequeModule
import RTC

/// The last few hundred events of each room, encoded. Everybody who joins or catches up is served from here:
/// after a restart hundreds come back at once, and the log is read and encoded for the first of them only.
struct ReplayBuffer {
  /// A gap of more events than this is answered with `reset`.
  static let longest = 300
  /// So is one of more bytes of frames than this.
  static let largest = 1 << 22
  /// Bytes of all rooms. Beyond it all are forgotten, and read anew for whoever asks.
  private static let mostKept = 1 << 25

  private struct Room {
    private(set) var events: Deque<EncodedEvent> = []
    private(set) var bytes = 0

    /// Keeps the last events that are within both bounds; one at least.
    mutating func append(_ event: EncodedEvent) {
      events.append(event)
      bytes += event.size
      while events.count > longest || events.count > 1 && bytes > largest, let first = events.popFirst() {
        bytes -= first.size
      }
    }
  }

  private var rooms: [Int64: Room] = [:]
  private var bytes: Int { rooms.values.reduce(0) { $0 + $1.bytes } }
  /// The accounts' names in the events.
  private var handles = Handles()

  var accounts: Set<Int64> { Set(handles.names.keys) }

  /// Forgets everything where accounts are called otherwise by now, or not at all.
  mutating func check(_ now: Handles) {
    guard now != handles, !rooms.isEmpty else { return }
    self = ReplayBuffer()
  }

  /// The events of a room after a number; nil if that is too much. `load` reads them where none are kept.
  mutating func events(
    _ room: Int64, after seq: Int64, epoch: String, load: () throws -> ([RoomEvent], Handles)
  ) throws -> [EncodedEvent]? {
    let events = try rooms[room]?.events ?? keep(load(), of: room, epoch: epoch)
    let missed = events.reversed().prefix { ($0.seq ?? 0) > seq }.reversed()
    let isWhole = missed.count < events.count || missed.first.map { $0.seq == seq + 1 } ?? true
    return isWhole ? Array(missed) : nil
  }

  /// Keeps an event of a room that somebody has asked for.
  mutating func append(_ event: EncodedEvent, _ handles: Handles) {
    guard rooms[event.room] != nil, note(handles) else { return }
    rooms[event.room]?.append(event)
  }

  /// What was said before has changed: the room is read anew for the next who asks.
  mutating func forget(_ room: Int64) { rooms[room] = nil }

  private mutating func keep(
    _ loaded: (events: [RoomEvent], handles: Handles), of room: Int64, epoch: String
  ) -> Deque<EncodedEvent> {
    _ = note(loaded.handles)
    var kept = Room()
    for event in loaded.events { kept.append(EncodedEvent(event, loaded.handles, epoch: epoch)) }
    if bytes + kept.bytes > Self.mostKept { rooms = [:] }
    rooms[room] = kept
    return kept.events
  }

  /// Takes in more names. False if the events that are kept have other ones: then they are kept no longer.
  private mutating func note(_ more: Handles) -> Bool {
    let isSame =
      rooms.isEmpty
      || handles.isShown == more.isShown
        && more.names.allSatisfy { handles.names[$0.key] ?? $0.value == $0.value }
    if !isSame { self = ReplayBuffer() }
    handles.isShown = more.isShown
    handles.names.merge(more.names) { $1 }
    return isSame
  }
}
