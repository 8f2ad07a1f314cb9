import Components
import GRDB
import Kit
import NIOCore
import RTC

extension Scribe {
  /// Reads on in the room log, if anybody has written to it.
  func follow() throws {
    let version = try FileVersion(sessions)
    guard version != versions.sessions else { return }
    while case let events = try sessions.read({ try RoomEvent.following(logged, $0) }), !events.isEmpty {
      // Whoever lost a room before this was said must not hear it.
      try followOutbox()
      let handles = try handles(of: events)
      for event in events { tell(event, handles) }
      logged = events.last?.id ?? logged
    }
    versions.sessions = version
  }

  private func tell(_ event: RoomEvent, _ handles: Handles) {
    let line = Line(event, handles, epoch: epoch)
    if event.changesThePast { backlog.forget(event.room) }
    backlog.append(line, handles)
    writeToAll(.line(line))
    guard event.isTheLast else { return }
    for visitor in visitors.values where visitor.rooms.contains(event.room) {
      stand(visitor.handle, in: event.room)
    }
  }

  func followOutbox() throws {
    let version = try FileVersion(site.app)
    guard version != versions.app else { return }
    while case let events = try site.outbox.events(after: told), !events.isEmpty {
      for (id, event) in events { try tell(id, event) }
      told = events.last?.id ?? told
    }
    versions.app = version
  }

  private func tell(_ id: Int64, _ event: Event) throws {
    switch event.topic {
    case "session.revoked": if let session = Int64(event.key) { showOut(session) }
    case "permissions": try recheckAll(of: Int64(event.key))
    default: break
    }
    if event.audience != .daemon { writeToAll(.event(try LiveEvent(id, event, sealedBy: seal))) }
  }

  /// Everything that a revoked sign-in session has open is closed.
  private func showOut(_ session: Int64) {
    for visitor in visitors.values where visitor.viewer.session == session { showOut(visitor) }
    for listener in listeners.values where listener.viewer.session == session { showOut(listener) }
  }

  private func showOut(_ visitor: Visitor, _ code: CloseCode = .revoked) {
    write(.closed(visitor.handle.id, code), to: visitor.handle)
    forget(visitor.handle)
  }

  private func showOut(_ listener: Listener) {
    write(.closed(listener.handle.id, .revoked), to: listener.handle)
    forget(listener.handle)
  }

  /// Within half a minute every connection's right to be here has been checked again, a few each second.
  func sweep() throws {
    let turn = seconds % 30
    for visitor in visitors.values where abs(visitor.handle.hashValue % 30) == turn { try recheck(visitor) }
    for listener in listeners.values where abs(listener.handle.hashValue % 30) == turn {
      try recheck(listener)
    }
    buckets = buckets.filter { !$0.value.isFull(now: .now()) }
  }

  /// Rights have changed: those of one account, or everybody's.
  private func recheckAll(of account: Int64?) throws {
    let isConcerned = { (viewer: Viewer) in account == nil || viewer.account?.id == account }
    for visitor in visitors.values where isConcerned(visitor.viewer) { try recheck(visitor) }
    for listener in listeners.values where isConcerned(listener.viewer) { try recheck(listener) }
  }

  private func recheck(_ visitor: Visitor) throws {
    let viewer = try self.viewer(visitor.token)
    guard viewer.session == visitor.viewer.session else { return showOut(visitor) }
    guard viewer.canSomewhere("rtc.read") else {
      return showOut(visitor, viewer.isGuest ? .noAuth : .mayNot)
    }
    visitors[visitor.handle.id]?.viewer = viewer
    let voice = viewer.canSomewhere("rtc.speak") ? visitor.session?.speaker : nil
    write(.voice(visitor.handle.id, voice), to: visitor.handle)
    for room in visitor.rooms where !viewer.can("rtc.read", in: .room(room)) {
      turnOut(visitor.handle, of: room)
    }
  }

  private func recheck(_ listener: Listener) throws {
    let viewer = try self.viewer(listener.token)
    guard viewer.session == listener.viewer.session else { return showOut(listener) }
    listeners[listener.handle.id]?.viewer = viewer
    write(.regarded(listener.handle.id, viewer), to: listener.handle)
  }

  func checkHouse() throws {
    let isOpenNow = try site.registry.isEnabled(RTCModule.name)
    guard isOpenNow != isOpen else { return }
    isOpen = isOpenNow
    writeToAll(.house(isOpen: isOpen))
    if !isOpen { for visitor in visitors.values { forget(visitor.handle) } }
  }

  // MARK: Who is here

  func announceMovements() {
    for change in attendance.changes(now: .now) {
      for frame in ServerFrame.moved(room: change.room, came: change.came, went: change.went) {
        writeToAll(.line(Line(room: change.room, frame)))
      }
    }
  }

  /// For those who read it from the database. Nobody waits for it.
  func writeMovements() throws {
    let isTime = seconds % 15 == 0 && !visitors.isEmpty
    guard !movements.isEmpty || isTime else { return }
    let due = movements
    movements = []
    // Lost in a power cut, it would be wrong anyway.
    try sessions.remember { db in
      for movement in due { try movement(db) }
      if isTime { try Connection.touchAll(at: .now, db) }
    }
  }
}

/// Differs from the one before when anybody has written to the file: other connections' commits and our own
/// changes are counted apart. Looking costs a few microseconds.
struct FileVersion: Equatable {
  private var commits = -1
  private var changes = -1

  init() {}

  init(_ queue: DatabaseQueue) throws {
    (commits, changes) = try queue.unsafeRead { db in
      (try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0, db.totalChangesCount)
    }
  }
}
