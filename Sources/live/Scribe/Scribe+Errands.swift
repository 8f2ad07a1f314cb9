import Components
import GRDB
import Kit
import NIOCore
import RTC

extension Scribe {
  /// Does what a connection asked for. A message goes to the desk, and comes back to be written together with
  /// others.
  func run(_ errand: Errand) throws -> Waiting? {
    switch errand {
    case .admit(let handle, let arrival, let transport, let id, let session, let alter):
      try answering(handle, id) {
        try admit(handle, arrival, transport, id: id, session: session, speakingAs: alter)
      }
    case .speak(let handle, let id, let alter):
      try answering(handle, id) { try speak(handle, id: id, as: alter) }
    case .join(let handle, let id, let room, let cursor):
      try answering(handle, id) { try join(handle, id: id, room: room, cursor) }
    case .catchUp(let handle, let room, let seq): try catchUp(handle, room: room, after: seq)
    case .leave(let handle, let id, let room): leave(handle, id: id, room: room)
    case .send(let handle, let id, let send): try prepare(handle, id: id, send)
    case .drafted(let drafted): return try check(drafted)
    case .answer(let handle, let json): answer(handle, json)
    case .history(let handle, let id, let room, let before):
      try answering(handle, id) { try history(handle, id: id, room: room, before: before) }
    case .tune(let handle, let arrival, let after): try tune(handle, arrival, after: after)
    case .tuneOn(let handle, let id): try tuneOn(handle, after: id)
    case .gone(let handle): forget(handle)
    case .stop(let done): stop(done)
    }
    return nil
  }

  /// A refusal is an answer, not a failure.
  private func answering(_ handle: Handle, _ id: Int64, _ work: () throws -> Void) throws {
    do { try work() } catch let refusal as Refusal { answer(handle, ServerFrame.refused(id, refusal)) }
  }

  // MARK: Coming and going

  private func admit(
    _ handle: Handle, _ arrival: Arrival, _ transport: Connection.Transport, id: Int64, session word: String?,
    speakingAs alter: Int64?
  ) throws {
    let viewer = try self.viewer(arrival.token)
    guard isOpen else { return write(.closed(handle.id, .closed), to: handle) }
    guard viewer.canSomewhere("rtc.read") else {
      return write(.closed(handle.id, viewer.isGuest ? .noAuth : .revoked), to: handle)
    }
    guard !isCrowded(viewer) else { return write(.closed(handle.id, .tooManyConnections), to: handle) }
    // Whoever looks on in somebody's name is not seen: the person is not there.
    let seen = viewer.actedBy == nil ? viewer.account : nil
    // Who may not write is there as the account: showing an alter would say something, too.
    let maySpeak = viewer.canSomewhere("rtc.speak") && seen != nil
    let speaker = try seen.map { _ in try rtc.seen(maySpeak ? alter : nil, viewer) }
    let session = try speaker.map { try self.session(word, $0, viewer) }
    visitors[handle.id] = Visitor(
      handle: handle, token: arrival.token, address: arrival.address, viewer: viewer, version: versions.app,
      session: session)
    if let session {
      connections[session.speaker.account, default: 0] += 1
      record(session, handle, transport)
    }
    let answer: JSON = [
      "user": .int(viewer.account?.id), "session": session.map { .text($0.id) } ?? .null,
      "speaker": speaker?.json ?? .null, "speak": .bool(maySpeak),
    ]
    write(.admitted(handle.id, maySpeak ? speaker : nil, answer: ServerFrame.ok(id, answer)), to: handle)
  }

  private func isCrowded(_ viewer: Viewer) -> Bool {
    guard let account = viewer.account else { return false }
    return connections[account.id, default: 0] >= limits.connectionsPerAccount
  }

  private func session(_ word: String?, _ speaker: ChatSpeaker, _ viewer: Viewer) throws -> Session {
    let known = try word.flatMap { word in
      try sessions.read { try Session.isOwn(word, account: speaker.account, $0) } ? word : nil
    }
    return Session(id: known ?? Word.make("s"), speaker: speaker, login: viewer.session)
  }

  private func record(_ session: Session, _ handle: Handle, _ transport: Connection.Transport) {
    let connection = Connection(id: handle.id, session: session.id, transport: transport)
    movements.append { db in
      try session.save(at: .now, db)
      try connection.open(at: .now, db)
    }
  }

  /// Chooses who the connection is seen as.
  private func speak(_ handle: Handle, id: Int64, as alter: Int64?) throws {
    guard let visitor = visitors[handle.id], visitor.session != nil,
      visitor.viewer.canSomewhere("rtc.speak")
    else { throw Refusal.mayNotSpeak }
    let speaker = try rtc.seen(alter, visitor.viewer)
    show(visitor, as: speaker)
    let answer = ServerFrame.ok(id, ["speaker": speaker.json])
    write(.admitted(handle.id, speaker, answer: answer), to: handle)
  }

  /// Everybody in their rooms sees them as somebody else.
  private func show(_ visitor: Visitor, as speaker: ChatSpeaker) {
    guard let old = visitor.session else { return }
    let session = Session(id: old.id, speaker: speaker, login: old.login)
    for room in visitor.rooms {
      attendance.leave(old.speaker, room: room, now: .now, atOnce: true)
      attendance.enter(speaker, room: room)
    }
    visitors[visitor.handle.id]?.session = session
    movements.append { try session.save(at: .now, $0) }
  }

  /// Who was hidden or left the system since they were chosen is seen no longer: the account is. Asked only
  /// when app.db has changed, for those who are seen as an alter.
  func recheckSpeakers() throws {
    let version = try FileVersion(site.app)
    guard version != versions.speakers else { return }
    versions.speakers = version
    let seen = visitors.values.filter { $0.session?.speaker.alter != nil }
    guard !seen.isEmpty else { return }
    let voices = try rtc.house.read {
      try Voice.present(Set(seen.compactMap { $0.session?.speaker.alter }), $0)
    }
    for visitor in seen { try recheck(visitor, voices) }
  }

  private func recheck(_ visitor: Visitor, _ voices: [Int64: Voice]) throws {
    guard let speaker = visitor.session?.speaker else { return }
    let voice = speaker.alter.flatMap { voices[$0] }.flatMap { $0.account == speaker.account ? $0 : nil }
    let account = Voice(account: speaker.account, name: visitor.viewer.account?.name ?? "")
    let now = try rtc.speaker(voice ?? account, visitor.viewer)
    guard now != speaker else { return }
    show(visitor, as: now)
    write(.voice(visitor.handle.id, now), to: visitor.handle)
  }

  func forget(_ handle: Handle) {
    if let listener = listeners.removeValue(forKey: handle.id) { hangUp(listener) }
    guard let visitor = visitors.removeValue(forKey: handle.id), let session = visitor.session else { return }
    let account = session.speaker.account
    connections[account] = connections[account].flatMap { $0 > 1 ? $0 - 1 : nil }
    for room in visitor.rooms { attendance.leave(session.speaker, room: room, now: .now) }
    movements.append { try Connection.close(handle.id, $0) }
  }

  // MARK: Rooms

  private func join(_ handle: Handle, id: Int64, room: Int64, _ cursor: LogCursor?) throws {
    // The page that the cursor comes from may be newer than what we have read.
    try follow()
    let visitor = try visitor(handle)
    guard visitor.rooms.count < limits.roomsPerConnection || visitor.rooms.contains(room) else {
      throw Refusal.tooManyRooms
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
    seat(handle, room: room, head: head, answer: ServerFrame.ok(id, answer), missed)
  }

  /// The last number that has been sent to those who are in the room: the log may be further than we have
  /// followed it.
  private func head(of room: Room) throws -> Int64 {
    try sessions.read { try RoomEvent.head(of: room.id, upTo: logged, $0) }
  }

  private func missed(_ room: Int64, head: Int64, _ cursor: LogCursor?) throws -> [Line]? {
    guard let cursor else { return [] }
    // A cursor from another epoch, or from beyond the end, belongs to a log that is no more.
    guard cursor.epoch == epoch, cursor.seq <= head else { return nil }
    try checkBacklog()
    return try backlog.lines(room, after: cursor.seq, epoch: epoch) {
      let events = try sessions.read {
        try RoomEvent.recent(room, upTo: logged, limit: Backlog.longest, bytes: Backlog.largest, $0)
      }
      return (events, try handles(of: events))
    }
  }

  func handles(of events: [RoomEvent]) throws -> Handles {
    try rtc.handles(of: Set(events.compactMap(\.speaker?.account)))
  }

  /// Asked only when app.db has changed.
  private func checkBacklog() throws {
    let version = try FileVersion(site.app)
    guard version != versions.backlog else { return }
    versions.backlog = version
    backlog.check(try rtc.handles(of: backlog.accounts))
  }

  private func seat(_ handle: Handle, room: Int64, head: Int64, answer: JSON?, _ missed: [Line]?) {
    let here = ServerFrame.here(room: room, attendance.people(in: room))
    let seating = Seating(room: room, head: head, answer: answer, missed: missed, here: here)
    write(.seated(handle.id, seating), to: handle)
  }

  private func catchUp(_ handle: Handle, room: Int64, after seq: Int64) throws {
    guard visitors[handle.id]?.rooms.contains(room) == true,
      try visitor(handle).viewer.can("rtc.read", in: .room(room))
    else { return }
    let head = try sessions.read { try RoomEvent.head(of: room, upTo: logged, $0) }
    let missed = try missed(room, head: head, LogCursor(epoch: epoch, seq: seq))
    seat(handle, room: room, head: head, answer: nil, missed)
  }

  private func enter(_ visitor: Visitor, room: Int64) {
    guard !visitor.rooms.contains(room) else { return }
    let id = visitor.handle.id
    visitors[id]?.rooms.insert(room)
    guard let session = visitor.session else { return }
    attendance.enter(session.speaker, room: room)
    movements.append { try Connection.enter(id, room: room, $0) }
  }

  private func leave(_ handle: Handle, id: Int64, room: Int64) {
    stand(handle, in: room)
    answer(handle, ServerFrame.ok(id, ["room": .int(room)]))
  }

  /// Who may no longer read a room is told to load it anew, and finds that it isn't there.
  func turnOut(_ handle: Handle, of room: Int64) {
    stand(handle, in: room)
    answer(handle, ServerFrame.reset(room: room))
  }

  private func stand(_ handle: Handle, in room: Int64) {
    if let visitor = visitors[handle.id], visitor.rooms.contains(room) {
      visitors[handle.id]?.rooms.remove(room)
      if let session = visitor.session {
        attendance.leave(session.speaker, room: room, now: .now, atOnce: true)
      }
      movements.append { try Connection.leave(handle.id, room: room, $0) }
    }
    write(.unseated(handle.id, room: room), to: handle)
  }

  /// As much of the past as one answer holds.
  private static let historyBytes = 262_144

  private func history(_ handle: Handle, id: Int64, room: Int64, before: Int64?) throws {
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

  /// What is read of the past is paid for; by guests, where they may read, with those of their address.
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

  /// Whoever has lost a right since they came has lost it now: the viewer is read again if app.db changed.
  func visitor(_ handle: Handle) throws -> Visitor {
    guard let known = visitors[handle.id] else { throw Refusal.authFirst }
    let visitor = try current(known)
    visitors[visitor.handle.id] = visitor
    return visitor
  }

  func current(_ visitor: Visitor) throws -> Visitor {
    let version = try FileVersion(site.app)
    guard version != visitor.version else { return visitor }
    var visitor = visitor
    visitor.viewer = try viewer(visitor.token)
    visitor.version = version
    return visitor
  }
}
