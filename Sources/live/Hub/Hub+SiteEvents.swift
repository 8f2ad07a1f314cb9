import Components
import Kit
import RTC

/// Sends browsers the site's events: what they missed, a part at a time, then what comes.
extension Hub {
  /// A browser that missed more events than this gets `reset` instead.
  private static let longestGap: Int64 = 5_000

  func subscribe(_ handle: Handle, _ arrival: Arrival, after: String?) throws {
    let viewer = try self.viewer(arrival.token)
    if let account = viewer.account?.id {
      guard streams[account, default: 0] < limits.streamsPerAccount else {
        return deliver(.close(handle.id, .tooManyConnections), to: handle)
      }
      streams[account, default: 0] += 1
    }
    subscribers[handle.id] = LiveSubscriber(
      handle: handle, token: arrival.token, account: viewer.account?.id, viewer: viewer)
    guard let after else { return deliver(.subscribed(handle.id, viewer, missed: []), to: handle) }
    // What this site never gave out is no place to go on from.
    try continueMissed(handle, after: seal.open(after) ?? -1)
  }

  func uncount(_ subscriber: LiveSubscriber) {
    guard let account = subscriber.account else { return }
    streams[account] = streams[account].flatMap { $0 > 1 ? $0 - 1 : nil }
  }

  /// Sends one batch of what a browser missed; it asks for the next when it has taken this one. Others are served
  /// in between, and nothing piles up for a browser that reads slowly.
  func continueMissed(_ handle: Handle, after id: Int64) throws {
    guard let viewer = subscribers[handle.id]?.viewer else { return }
    guard told - id <= Self.longestGap, try site.outbox.keeps(id) else {
      return deliver(.subscribed(handle.id, viewer, missed: [try reset()]), to: handle)
    }
    let batch = try site.outbox.events(after: id).filter { $0.id <= told }
    let events = try batch.filter { $0.event.audience.includes(viewer) }
      .map { try LiveEvent($0.id, $0.event, sealedBy: seal) }
    if batch.count == Outbox.batch, let last = batch.last?.id {
      deliver(.missed(handle.id, events, upTo: last), to: handle)
    } else {
      deliver(.subscribed(handle.id, viewer, missed: events), to: handle)
    }
  }

  /// Says that too much was missed to be sent, or is kept no longer. Its id is where to go on from.
  private func reset() throws -> LiveEvent {
    try LiveEvent(told, Event("reset", to: .everyone), sealedBy: seal)
  }
}
