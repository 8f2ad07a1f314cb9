import Logging
import Synchronization

/// Writes a line for each event to the program's log. What is refused to the same in the same way again is
/// counted for a minute and summed up, so that a flood fills no disk and hides nobody else.
public final class SecurityLog: Sendable {
  private struct Repeated: Hashable {
    let event: SecurityEvent
    let address: String
  }

  private struct Tally {
    var since: [Repeated: (Moment, more: Int)] = [:]
    /// What came while there were too many to tell apart.
    var others = 0
  }

  /// Seconds that repetitions are gathered.
  static let window = 60
  /// More can't be told apart within that time.
  static let most = 1000

  private let log: Logger
  private let tally = Mutex(Tally())

  public init(_ log: Logger) { self.log = log }

  public func note(_ event: SecurityEvent, _ request: Request) {
    note(
      event, from: request.address, on: "\(request.method) \(request.loggedPath)", request.id,
      now: request.now)
  }

  /// `place` is an address as logs may have it.
  public func note(
    _ event: SecurityEvent, from address: String, on place: String, _ request: String, now: Moment
  ) {
    settle(now: now)
    guard !event.isRefused || isNews(Repeated(event: event, address: address), now) else { return }
    var metadata: Logger.Metadata = ["address": "\(address)", "on": "\(place)", "request": "\(request)"]
    if let account = event.account { metadata["account"] = "\(account)" }
    log.notice("\(event.sentence)", metadata: metadata)
  }

  private func isNews(_ repeated: Repeated, _ now: Moment) -> Bool {
    tally.withLock { tally in
      if tally.since[repeated] != nil {
        tally.since[repeated]?.more += 1
        return false
      }
      guard tally.since.count < Self.most else {
        tally.others += 1
        return false
      }
      tally.since[repeated] = (now, more: 0)
      return true
    }
  }

  /// Sums up what was gathered for long enough. Called with each event, and now and then without one.
  public func settle(now: Moment) {
    let (sums, others) = tally.withLock { tally in
      let over = tally.since.filter { $1.0 <= now - Self.window }
      for repeated in over.keys { tally.since[repeated] = nil }
      defer { if !over.isEmpty { tally.others = 0 } }
      return (over.filter { $1.more > 0 }, over.isEmpty ? 0 : tally.others)
    }
    for (repeated, (_, more)) in sums {
      var metadata: Logger.Metadata = ["address": "\(repeated.address)", "more": "\(more)"]
      if let account = repeated.event.account { metadata["account"] = "\(account)" }
      log.notice("\(repeated.event.sentence), again within a minute", metadata: metadata)
    }
    if others > 0 { log.notice("more was refused than can be told apart", metadata: ["more": "\(others)"]) }
  }
}
