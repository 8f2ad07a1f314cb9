import Foundation
import HTTPTypes
import Kit

/// Limits how many processes hash passwords at once: half of the workers may hash for strangers, and no
/// stranger waits in a worker (nginx lets people wait, see its zone `rowhouse_strangers`). So a flood of
/// sign-ins leaves the other half, and the memory, to everybody else. A place is a lock file: it is free again
/// when its holder dies.
///
/// The more often an address was wrong lately, the longer a place must have been idle before it takes it, so
/// that whoever comes for the first time finds one free however hard others knock. Whoever is known, by a
/// browser that signed in before or a session, has one more place that no stranger takes, and waits for it.
struct HashPlaces: Sendable {
  enum Caller: Sendable, Equatable {
    case known
    /// A stranger, with how often their address was wrong lately.
    case stranger(mistakes: Int)
  }

  private let places: [URL]
  private let known: URL

  init(_ settings: Settings) {
    func file(_ name: String) -> URL { settings.run.appending(path: "hash-\(name).lock") }
    places = (0..<max(1, settings.workers / 2)).map { file("\($0)") }
    known = file("known")
  }

  static let full = Fault(
    .serviceUnavailable, "Many people are signing in at the moment. Please try again in a few seconds.",
    retryAfter: 5)

  /// Seconds for which a known caller waits for a place.
  private static let patience = 3.0

  /// Throws `full` when every place is taken.
  func hold<Answer>(for caller: Caller, _ work: () throws -> Answer) throws -> Answer {
    switch caller {
    case .known: return try wait { try take([known] + places, work) }
    case .stranger(let mistakes):
      let idle = places.filter { Use(of: $0).isOver(for: mistakes) }
      guard let answer = try take(idle, work) else { throw Self.full }
      return answer
    }
  }

  private func take<Answer>(_ files: [URL], _ work: () throws -> Answer) throws -> Answer? {
    for file in files {
      let answer = try FileLock.holdIfFree(file) {
        let begun = Date.now
        defer { Use(begun: begun, ended: .now).note(in: file) }
        return try work()
      }
      if let answer { return answer }
    }
    return nil
  }

  private func wait<Answer>(_ attempt: () throws -> Answer?) throws -> Answer {
    let end = Date.now + Self.patience
    repeat {
      if let answer = try attempt() { return answer }
      usleep(5_000)
    } while Date.now < end
    throw Self.full
  }
}

/// The last use of a place: its file's two times.
private struct Use {
  let begun: Date
  let ended: Date

  /// A place that was never used is free.
  init(of file: URL) {
    var facts = stat()
    let isThere = stat(file.path, &facts) == 0
    begun = isThere ? Self.date(facts.st_atim) : .distantPast
    ended = isThere ? Self.date(facts.st_mtim) : .distantPast
  }

  init(begun: Date, ended: Date) { (self.begun, self.ended) = (begun, ended) }

  /// Whether the place was idle for long enough: a third of its last hash for each mistake after the second, up to
  /// three times the hash.
  func isOver(for mistakes: Int) -> Bool {
    let gap = ended.timeIntervalSince(begun) * min(3, Double(mistakes - 2) / 3)
    return mistakes <= 2 || Date.now.timeIntervalSince(ended) >= gap
  }

  /// Notes the use. A failure is ignored, and makes nobody wait.
  func note(in file: URL) { utimes(file.path, [Self.time(begun), Self.time(ended)]) }

  private static func date(_ time: timespec) -> Date {
    Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }

  private static func time(_ date: Date) -> timeval {
    let seconds = date.timeIntervalSince1970
    return timeval(tv_sec: Int(seconds), tv_usec: Int(seconds.truncatingRemainder(dividingBy: 1) * 1e6))
  }
}
