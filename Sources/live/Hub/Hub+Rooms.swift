import Components
import GRDB
import Kit
import NIOCore
import RTC

/// Joining a room, catching up in it, reading its history and leaving it.
extension Hub {
  func join(_ handle: Handle, id: Int64, room: Int64, _ cursor: LogCursor?) throws {
    // The page that the cursor comes from may be newer than what we have read.
    try follow()
    let visitor = try visitor(handle)
    guard visitor.rooms.count < limits.roomsPerConnection || visitor.rooms.contains(room) else {
      throw Refusal.tooManyRooms(limits.roomsPerConnection)
    }
    let found = try self.room(room, for: visitor)
    try spend(reading: visitor)
    enter(visitor, room: room)
    let head = try head(of: found)
    let missed = try missed(found.id, head: head, cursor)
    let answer: JSON = [
      "room": .int(room), "name": .text(found.name), "topic": .text(found.topic), "epoch": .text(epoch),
      "head": .int(head), "recovered": .bool(missed != nil),
      "speak": .bool(visitor.session != nil && visitor.viewer.can("rtc.speak", in: .room(room))),
    ]
    deliverJoin(handle, room: room, head: head, answer: ServerFrame.ok(id, answer), missed)
  }

  /// The last number that has been sent to those who are in the room: the log may be further than we have
  /// followed it.
  private func head(of room: Room) throws -> Int64 {
    try sessions.read { try RoomEvent.head(of: room.id, upTo: logged, $0) }
  }

  private func missed(_ room: Int64, head: Int64, _ cursor: LogCursor?) throws -> [EncodedEvent]? {
    guard let cursor else { return [] }
    // A cursor from another epoch, or from beyond the end, belongs to a log that is no more.
    guard cursor.epoch == epoch, cursor.seq <= head else { return nil }
    try checkReplay()
    return try replay.events(room, after: cursor.seq, epoch: epoch) {
      let events = try sessions.read {
        try RoomEvent.recent(room, upTo: logged, limit: ReplayBuffer.longest, bytes: ReplayBuffer.largest, $0)
      }
      return (events, try handles(of: events))
    }
  }

  func handles(of events: [RoomEvent]) throws -> Handles {
    try rtc.handles(of: Set(events.compactMap(\.speaker?.account)))
  }

  /// Looks only when app.db has changed.
  private func checkReplay() throws {
    let version = try FileVersion(site.app)
    guard version != versions.replay else { return }
    versions.replay = version
    replay.check(try rtc.handles(of: replay.accounts))
  }

  private func deliverJoin(
    _ handle: Handle, room: Int64, head: Int64, answer: JSON?, _ missed: [EncodedEvent]?
  ) {
    let here = ServerFrame.here(room: room, presence.people(in: room))
    let join = RoomJoin(room: room, head: head, answer: answer, missed: missed, here: here)
    deliver(.joined(handle.id, join), to: handle)
  }

  func catchUp(_ handle: Handle, room: Int64, after seq: Int64) throws {
    guard visitors[handle.id]?.rooms.contains(room) == true,
      try visitor(handle).viewer.can("rtc.read", in: .room(room))
    else { return }
    let head = try sessions.read { try RoomEvent.head(of: room, upTo: logged, $0) }
    let missed = try missed(room, head: head, LogCursor(epoch: epoch, seq: seq))
    deliverJoin(handle, room: room, head: head, answer: nil, missed)
  }

  private func enter(_ visitor: Visitor, room: Int64) {
    guard !visitor.rooms.contains(room) else { return }
    let id = visitor.handle.id
    visitors[id]?.rooms.insert(room)
    guard let session = visitor.session else { return }
    presence.enter(session.speaker, room: room)
    presenceChanges.append { try Connection.enter(id, room: room, $0) }
  }

  func leave(_ handle: Handle, id: Int64, room: Int64) {
    leave(handle, room)
    answer(handle, ServerFrame.ok(id, ["room": .int(room)]))
  }

  /// Removes a connection that may no longer read the room. It is told to load the room anew, and finds that it
  /// isn't there.
  func remove(_ handle: Handle, from room: Int64) {
    answer(handle, ServerFrame.reset(room: room))
    leave(handle, room)
  }

  func leave(_ handle: Handle, _ room: Int64) {
    if let visitor = visitors[handle.id], visitor.rooms.contains(room) {
      visitors[handle.id]?.rooms.remove(room)
      if let session = visitor.session {
        presence.leave(session.speaker, room: room, now: .now, atOnce: true)
      }
      presenceChanges.append { try Connection.leave(handle.id, room: room, $0) }
    }
    deliver(.left(handle.id, room: room), to: handle)
  }

  /// Bytes of frames in one answer to `history`.
  private static let historyBytes = 262_144

  func history(_ handle: Handle, id: Int64, room: Int64, before: Int64?) throws {
    let visitor = try visitor(handle)
    _ = try self.room(room, for: visitor)
    try spend(reading: visitor)
    let events = try sessions.read {
      try RoomEvent.earlier(in: room, before: before ?? .max, limit: 50, bytes: Self.historyBytes, $0)
    }
    let handles = try handles(of: events)
    let result: JSON = ["room": .int(room), "events": .list(events.compactMap { JSON($0.frame(handles)) })]
    answer(handle, ServerFrame.ok(id, result))
  }

  /// Counts a reading of the past for the account; for guests, where they may read, for their address.
  private func spend(reading visitor: Visitor) throws {
    if let account = visitor.viewer.account {
      try take(.reader(account.id), limits.reads)
    } else if let address = visitor.address {
      try take(.guests(address), limits.reads)
    }
  }

  private func room(_ id: Int64, for visitor: Visitor) throws -> Room {
    guard let room = try sessions.read({ try Room.find(id, for: visitor.viewer, $0) }) else {
      throw Refusal.noRoom
    }
    return room
  }
}
