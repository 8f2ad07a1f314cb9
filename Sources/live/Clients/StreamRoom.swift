import Kit
import RTC

/// A room that a client asks for in an event stream, with the cursor of what it has.
struct StreamRoom {
  let room: Int64
  let cursor: LogCursor?

  /// `room=7&after=1841&epoch=e_…` for one room, `rooms=7:1841,8:12,9&epoch=e_…` for several. `last` is the id of
  /// the last event that a browser got, which it says when it comes back. nil: it can't be read.
  static func all(_ query: Fields, last: String?) -> [StreamRoom]? {
    guard let pairs = pairs(query), !pairs.isEmpty else { return nil }
    var rooms: [StreamRoom] = []
    for (room, after) in pairs {
      guard let seq = after else {
        rooms.append(StreamRoom(room: room, cursor: last.flatMap { LogCursor($0, room: room) }))
        continue
      }
      guard seq >= 0, let epoch = query["epoch"] else { return nil }
      let cursor = last.flatMap { LogCursor($0, room: room) } ?? LogCursor(epoch: epoch, seq: seq)
      rooms.append(StreamRoom(room: room, cursor: cursor))
    }
    return rooms
  }

  private static func pairs(_ query: Fields) -> [(room: Int64, after: Int64?)]? {
    guard let list = query["rooms"] else { return pair(query["room"] ?? "", query["after"]).map { [$0] } }
    var pairs: [(room: Int64, after: Int64?)] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: ":", maxSplits: 1).map(String.init)
      guard let pair = pair(words.first ?? "", words.count > 1 ? words[1] : nil) else { return nil }
      pairs.append(pair)
    }
    return pairs
  }

  private static func pair(_ room: String, _ after: String?) -> (room: Int64, after: Int64?)? {
    guard let room = Int64(room) else { return nil }
    guard let after else { return (room, nil) }
    return Int64(after).map { (room, $0) }
  }
}

extension LogCursor {
  /// As it stands in an event's id: `e_…:7:1841`.
  fileprivate init?(_ text: String, room: Int64) {
    let parts = text.split(separator: ":")
    guard parts.count == 3, Int64(parts[1]) == room, let seq = Int64(parts[2]), seq >= 0 else { return nil }
    self.init(epoch: String(parts[0]), seq: seq)
  }
}
