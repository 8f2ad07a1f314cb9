import Components
import Kit
import RTC

/// The site's events for browsers: what they missed, a part at a time, then what comes.
extension Scribe {
  /// Whoever missed more than this asks for everything again instead.
  private static let longestGap: Int64 = 5_000

  func tune(_ handle: Handle, _ arrival: Arrival, after: String?) throws {
    let viewer = try self.viewer(arrival.token)
    if let account = viewer.account?.id {
      guard listening[account, default: 0] < limits.streamsPerAccount else {
        return write(.closed(handle.id, .tooManyConnections), to: handle)
      }
      listening[account, default: 0] += 1
    }
    listeners[handle.id] = Listener(
      handle: handle, token: arrival.token, account: viewer.account?.id, viewer: viewer)
    guard let after else { return write(.tuned(handle.id, viewer, missed: []), to: handle) }
    // What this site never gave out is no place to go on from.
    try tuneOn(handle, after: seal.open(after) ?? -1)
  }

  func hangUp(_ listener: Listener) {
    guard let account = listener.account else { return }
    listening[account] = listening[account].flatMap { $0 > 1 ? $0 - 1 : nil }
  }

  /// One batch a turn, and the next when the browser has taken it: others are served in between, and nothing
  /// piles up for who reads slowly.
  func tuneOn(_ handle: Handle, after id: Int64) throws {
    guard let viewer = listeners[handle.id]?.viewer else { return }
    guard told - id <= Self.longestGap, try site.outbox.keeps(id) else {
      return write(.tuned(handle.id, viewer, missed: [try reset()]), to: handle)
    }
    let batch = try site.outbox.events(after: id).filter { $0.id <= told }
    let events = try batch.filter { $0.event.audience.includes(viewer) }
      .map { try LiveEvent($0.id, $0.event, sealedBy: seal) }
    if batch.count == Outbox.batch, let last = batch.last?.id {
      write(.missed(handle.id, events, upTo: last), to: handle)
    } else {
      write(.tuned(handle.id, viewer, missed: events), to: handle)
    }
  }

  /// Too much has happened to be told one by one, or it is known no longer. Its id is where to go on from.
  private func reset() throws -> LiveEvent {
    try LiveEvent(told, Event("reset", to: .everyone), sealedBy: seal)
  }
}
