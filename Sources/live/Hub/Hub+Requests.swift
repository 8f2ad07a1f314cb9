import Components
import GRDB
import Kit
import NIOCore
import RTC

extension Hub {
  /// Carries out a request. A message goes to the workers, and comes back to be written together with others.
  func run(_ request: HubRequest) throws -> PendingMessage? {
    switch request {
    case .auth(let handle, let arrival, let transport, let id, let session, let wanted):
      try answering(handle, id) {
        try authenticate(handle, arrival, transport, id: id, session: session, wanted)
      }
    case .presence(let handle, let id, let wanted):
      try answering(handle, id) { try changeSpeaker(handle, id: id, wanted) }
    case .join(let handle, let id, let room, let cursor):
      try answering(handle, id) { try join(handle, id: id, room: room, cursor) }
    case .catchUp(let handle, let room, let seq): try catchUp(handle, room: room, after: seq)
    case .leave(let handle, let id, let room): leave(handle, id: id, room: room)
    case .send(let handle, let id, let send): try prepare(handle, id: id, send)
    case .drafted(let drafted): return try check(drafted)
    case .answer(let handle, let json): answer(handle, json)
    case .history(let handle, let id, let room, let before):
      try answering(handle, id) { try history(handle, id: id, room: room, before: before) }
    case .subscribe(let handle, let arrival, let after): try subscribe(handle, arrival, after: after)
    case .continueMissed(let handle, let id): try continueMissed(handle, after: id)
    case .gone(let handle): forget(handle)
    case .stop(let done): stop(done)
    }
    return nil
  }

  /// Answers with the refusal that the work throws.
  private func answering(_ handle: Handle, _ id: Int64, _ work: () throws -> Void) throws {
    do { try work() } catch let refusal as Refusal { answer(handle, ServerFrame.refused(id, refusal)) }
  }

  // MARK: Coming and going

  /// Answers `auth`: says whose session the cookie is, and who the connection is seen as.
  private func authenticate(
    _ handle: Handle, _ arrival: Arrival, _ transport: Connection.Transport, id: Int64, session word: String?,
    _ wanted: Command.Standing
  ) throws {
    let viewer = try self.viewer(arrival.token)
    guard isOpen else { return deliver(.close(handle.id, .closed), to: handle) }
    guard viewer.canSomewhere("rtc.read") else {
      return deliver(.close(handle.id, viewer.isGuest ? .noAuth : .mayNot), to: handle)
    }
    guard !hasTooMany(viewer) else { return deliver(.close(handle.id, .tooManyConnections), to: handle) }
    // Whoever looks on in somebody's name is not seen: the person is not there.
    let seen = viewer.actedBy == nil ? viewer.account : nil
    // Who may not write is there as the account: showing an alter would say something, too.
    let maySpeak = viewer.canSomewhere("rtc.speak") && seen != nil
    let stance = try seen.map { _ in
      try rtc.stance(maySpeak ? wanted : .init(alter: 0), viewer, at: .now)
    }
    let speaker = stance?.speaker
    let session = try speaker.map { try self.session(word, $0, viewer) }
    visitors[handle.id] = Visitor(
      handle: handle, token: arrival.token, address: arrival.address, viewer: viewer, version: versions.app,
      session: session, speaks: stance?.key)
    if let session {
      connections[session.speaker.account, default: 0] += 1
      record(session, handle, transport)
    }
    let answer: JSON = [
      "user": .int(viewer.account?.id), "session": session.map { .text($0.id) } ?? .null,
      "speaker": speaker?.json ?? .null, "speak": .bool(maySpeak),
    ]
    deliver(
      .authenticated(handle.id, maySpeak ? speaker : nil, answer: ServerFrame.ok(id, answer)), to: handle)
  }

  private func hasTooMany(_ viewer: Viewer) -> Bool {
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
    presenceChanges.append { db in
      try session.save(at: .now, db)
      try connection.open(at: .now, db)
    }
  }

  /// Answers `presence`: changes who the connection is seen as.
  private func changeSpeaker(_ handle: Handle, id: Int64, _ wanted: Command.Standing) throws {
    guard let visitor = visitors[handle.id], visitor.session != nil,
      visitor.viewer.canSomewhere("rtc.speak")
    else { throw Refusal.mayNotSpeak }
    let stance = try rtc.stance(wanted, visitor.viewer, at: .now)
    show(visitor, as: stance.speaker)
    visitors[handle.id]?.speaks = stance.key
    let answer = ServerFrame.ok(id, ["speaker": stance.speaker.json])
    deliver(.authenticated(handle.id, stance.speaker, answer: answer), to: handle)
  }

  /// Changes the speaker of a connection to whoever spoke last on it, where the latch moves.
  func follow(_ speech: Speech, _ speaker: ChatSpeaker, on handle: Handle) {
    guard speech.latch == .moves, let visitor = visitors[handle.id], let session = visitor.session,
      visitor.speaks != speech.voice.key
    else { return }
    visitors[handle.id]?.speaks = speech.voice.key
    guard session.speaker != speaker else { return }
    show(visitor, as: speaker)
    deliver(.speaker(handle.id, speaker), to: handle)
  }

  /// Everybody in the visitor's rooms sees them as this speaker from now on.
  private func show(_ visitor: Visitor, as speaker: ChatSpeaker) {
    guard let old = visitor.session else { return }
    let session = Session(id: old.id, speaker: speaker, login: old.login)
    for room in visitor.rooms {
      presence.leave(old.speaker, room: room, now: .now, atOnce: true)
      presence.enter(speaker, room: room)
    }
    visitors[visitor.handle.id]?.session = session
    presenceChanges.append { try session.save(at: .now, $0) }
  }

  /// Shows the account instead of an alter who was hidden or left the system meanwhile. Looks only when app.db has
  /// changed, at visitors who are seen as an alter.
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
    deliver(.speaker(visitor.handle.id, now), to: visitor.handle)
  }

  /// The connection has gone: it leaves its rooms and is counted no longer.
  func forget(_ handle: Handle) {
    if let subscriber = subscribers.removeValue(forKey: handle.id) { uncount(subscriber) }
    guard let visitor = visitors.removeValue(forKey: handle.id), let session = visitor.session else { return }
    let account = session.speaker.account
    connections[account] = connections[account].flatMap { $0 > 1 ? $0 - 1 : nil }
    for room in visitor.rooms { presence.leave(session.speaker, room: room, now: .now) }
    presenceChanges.append { try Connection.close(handle.id, $0) }
  }

  /// The visitor with the rights of this moment: the viewer is read again if app.db has changed.
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
