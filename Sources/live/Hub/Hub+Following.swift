import Components
import GRDB
import Kit
import NIOCore
import RTC

extension Hub {
  /// Reads what is new in the room log, if anybody has written to it.
  func follow() throws {
    let version = try FileVersion(sessions)
    guard version != versions.sessions else { return }
    while case let events = try sessions.read({ try RoomEvent.following(logged, $0) }), !events.isEmpty {
      // Whoever lost a room before this was said must not get it.
      try followOutbox()
      let handles = try handles(of: events)
      for event in events { tell(event, handles) }
      logged = events.last?.id ?? logged
    }
    versions.sessions = version
  }

  private func tell(_ event: RoomEvent, _ handles: Handles) {
    let encoded = EncodedEvent(event, handles, epoch: epoch)
    if event.changesThePast { replay.forget(event.room) }
    replay.append(encoded, handles)
    deliverToAll(.roomEvent(encoded))
    guard event.isTheLast else { return }
    for visitor in visitors.values where visitor.rooms.contains(event.room) {
      leave(visitor.handle, event.room)
    }
  }

  /// Reads what is new in the outbox, if anybody has written to it.
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
    case "session.revoked": if let session = Int64(event.key) { disconnect(session) }
    case "permissions": try recheckAll(of: Int64(event.key))
    default: break
    }
    if event.audience != .daemon { deliverToAll(.siteEvent(try LiveEvent(id, event, sealedBy: seal))) }
  }

  /// Closes everything that a revoked sign-in session has open.
  private func disconnect(_ session: Int64) {
    for visitor in visitors.values where visitor.viewer.session == session { disconnect(visitor) }
    for subscriber in subscribers.values where subscriber.viewer.session == session { disconnect(subscriber) }
  }

  private func disconnect(_ visitor: Visitor, _ code: CloseCode = .revoked) {
    deliver(.close(visitor.handle.id, code), to: visitor.handle)
    forget(visitor.handle)
  }

  private func disconnect(_ subscriber: LiveSubscriber) {
    deliver(.close(subscriber.handle.id, .revoked), to: subscriber.handle)
    forget(subscriber.handle)
  }

  /// Checks again whether connections may be here: a few each second, all of them within half a minute.
  func sweep() throws {
    let turn = seconds % 30
    for visitor in visitors.values where abs(visitor.handle.hashValue % 30) == turn { try recheck(visitor) }
    for subscriber in subscribers.values where abs(subscriber.handle.hashValue % 30) == turn {
      try recheck(subscriber)
    }
    buckets = buckets.filter { !$0.value.isFull(now: .now()) }
  }

  /// Checks one account again whose rights have changed, or everybody.
  private func recheckAll(of account: Int64?) throws {
    let isConcerned = { (viewer: Viewer) in account == nil || viewer.account?.id == account }
    for visitor in visitors.values where isConcerned(visitor.viewer) { try recheck(visitor) }
    for subscriber in subscribers.values where isConcerned(subscriber.viewer) { try recheck(subscriber) }
  }

  private func recheck(_ visitor: Visitor) throws {
    let viewer = try self.viewer(visitor.token)
    guard viewer.session == visitor.viewer.session else { return disconnect(visitor) }
    guard viewer.canSomewhere("rtc.read") else {
      return disconnect(visitor, viewer.isGuest ? .noAuth : .mayNot)
    }
    visitors[visitor.handle.id]?.viewer = viewer
    let speaker = viewer.canSomewhere("rtc.speak") ? visitor.session?.speaker : nil
    deliver(.speaker(visitor.handle.id, speaker), to: visitor.handle)
    for room in visitor.rooms where !viewer.can("rtc.read", in: .room(room)) {
      remove(visitor.handle, from: room)
    }
  }

  private func recheck(_ subscriber: LiveSubscriber) throws {
    let viewer = try self.viewer(subscriber.token)
    guard viewer.session == subscriber.viewer.session else { return disconnect(subscriber) }
    subscribers[subscriber.handle.id]?.viewer = viewer
    deliver(.viewer(subscriber.handle.id, viewer), to: subscriber.handle)
  }

  /// Tells everybody when the chat was closed or opened.
  func checkChat() throws {
    let isOpenNow = try site.registry.isEnabled(RTCModule.name)
    guard isOpenNow != isOpen else { return }
    isOpen = isOpenNow
    deliverToAll(.chat(isOpen: isOpen))
    if !isOpen { for visitor in visitors.values { forget(visitor.handle) } }
  }

  // MARK: Who is here

  /// Tells each room who came and who went.
  func announcePresence() {
    for change in presence.changes(now: .now) {
      for frame in ServerFrame.moved(room: change.room, came: change.came, went: change.went) {
        deliverToAll(.roomEvent(EncodedEvent(room: change.room, frame)))
      }
    }
  }

  /// Writes who is where into sessions.db, for pages. Nobody waits for it.
  func writePresence() throws {
    let isTime = seconds % 15 == 0 && !visitors.isEmpty
    guard !presenceChanges.isEmpty || isTime else { return }
    let due = presenceChanges
    presenceChanges = []
    // It need not outlive a power cut: after one it would be wrong anyway.
    try sessions.remember { db in
      for change in due { try change(db) }
      if isTime { try Connection.touchAll(at: .now, db) }
    }
  }
}
