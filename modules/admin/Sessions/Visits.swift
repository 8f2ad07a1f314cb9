import GRDB
import Kit
import Logging
import Synchronization

/// Notes in memory when sessions were last seen, and writes it every few seconds. If a process is killed in between,
/// a session ends some seconds earlier, a month from now.
public final class Visits: Sendable {
  /// Seconds between two writes of a process.
  static let pause = 10

  private struct Notes {
    var seen: [Int64: Moment] = [:]
    var writtenAt = Moment(milliseconds: 0)
  }
  private let notes = Mutex(Notes())
  private let log: Logger
  private let remember: @Sendable ((Database) throws -> Void) throws -> Void

  /// `remember` writes without waiting for the disk.
  init(log: Logger, remember: @escaping @Sendable ((Database) throws -> Void) throws -> Void) {
    (self.log, self.remember) = (log, remember)
  }

  /// Notes a visit. The first one after a quiet time is written at once.
  func note(_ session: Int64, now: Moment) {
    notes.withLock { $0.seen[session] = now }
    writeIfDue(now: now)
  }

  /// Writes the visits if it is time to. Call it often.
  public func writeIfDue(now: Moment) {
    let isDue = notes.withLock { notes in
      // A clock that was put back must not stop it.
      !notes.seen.isEmpty && !(notes.writtenAt..<notes.writtenAt + Self.pause).contains(now)
    }
    if isDue { write(now: now) }
  }

  /// Writes the visits. A failure, on a full disk for one, keeps nobody from reading: the next visit is noted again.
  public func write(now: Moment) {
    let seen = notes.withLock { notes in
      defer { notes = Notes(writtenAt: now) }
      return notes.seen
    }
    guard !seen.isEmpty else { return }
    do {
      try remember { db in for (session, moment) in seen { try Session.sawVisit(session, now: moment, db) } }
    } catch {
      log.warning(
        "visits could not be noted", metadata: ["count": "\(seen.count)", "cause": "\(Cause(error))"])
    }
  }
}
