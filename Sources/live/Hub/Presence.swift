import Kit
import RTC

/// Who is in which room. A speaker whose last connection broke stays for a moment: reloading a page is not leaving.
struct Presence {
  /// Seconds for which they stay.
  static let grace = 5

  private struct Room {
    var connections: [ChatSpeaker: Int] = [:]
    var leaving: [ChatSpeaker: Moment] = [:]
    /// Who the room was last told is there.
    var told: Set<ChatSpeaker> = []

    var people: Set<ChatSpeaker> { Set(connections.keys).union(leaving.keys) }
  }

  private var rooms: [Int64: Room] = [:]

  mutating func enter(_ speaker: ChatSpeaker, room: Int64) {
    rooms[room, default: Room()].connections[speaker, default: 0] += 1
    rooms[room]?.leaving[speaker] = nil
  }

  mutating func leave(_ speaker: ChatSpeaker, room: Int64, now: Moment, atOnce: Bool = false) {
    guard let count = rooms[room]?.connections[speaker] else { return }
    rooms[room]?.connections[speaker] = count > 1 ? count - 1 : nil
    if count == 1, !atOnce { rooms[room]?.leaving[speaker] = now + Self.grace }
  }

  func people(in room: Int64) -> [ChatSpeaker] {
    (rooms[room]?.people ?? []).sorted { ($0.name, $0.key) < ($1.name, $1.key) }
  }

  /// Who came and went since this was asked last, room by room.
  mutating func changes(now: Moment) -> [(room: Int64, came: [ChatSpeaker], went: [ChatSpeaker])] {
    var changes: [(room: Int64, came: [ChatSpeaker], went: [ChatSpeaker])] = []
    for (room, var current) in rooms {
      current.leaving = current.leaving.filter { $0.value > now }
      let people = current.people
      let (came, went) = (people.subtracting(current.told), current.told.subtracting(people))
      current.told = people
      rooms[room] = people.isEmpty ? nil : current
      if !came.isEmpty || !went.isEmpty { changes.append((room, Array(came), Array(went))) }
    }
    return changes
  }
}
