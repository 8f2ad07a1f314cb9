import GRDB
import Kit

/// When the jobs that run again and again ran last, so that a restart neither repeats nor skips one.
public struct JobClock: Sendable {
  private let app: DatabaseQueue
  private let writeGate: WriteGate?

  public init(app: DatabaseQueue, _ writeGate: WriteGate? = nil) {
    (self.app, self.writeGate) = (app, writeGate)
  }

  public func lastRuns() throws -> [String: Moment] {
    try app.read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, ran_at FROM job_clock LIMIT 1000")
      return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
    }
  }

  /// Noted before the work, so that what kills the process is not at once tried again, and after it with
  /// what went wrong.
  public func note(_ name: String, at now: Moment, error: String? = nil) throws {
    try app.write(through: writeGate) {
      try $0.execute(
        sql: """
          INSERT INTO job_clock (name, ran_at, error) VALUES (?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET ran_at = excluded.ran_at, error = excluded.error
          """, arguments: [name, now, error])
    }
  }
}
