import GRDB
import Kit

/// When the jobs that run again and again ran last, so that a restart neither repeats nor skips one.
public struct JobClock: Sendable {
  private let app: DatabaseQueue

  public init(app: DatabaseQueue) { self.app = app }

  /// Marks the job as run if it is due. The mark comes before the work: what fails or dies waits its turn.
  public func start(_ name: String, every seconds: Int, now: Moment) throws -> Bool {
    try app.write { db in
      try db.execute(
        sql: """
          INSERT INTO job_clock (name, ran_at) VALUES (:name, :now)
          ON CONFLICT (name) DO UPDATE SET ran_at = :now WHERE ran_at <= :due
          """, arguments: ["name": name, "now": now, "due": now - seconds])
      return db.changesCount > 0
    }
  }

  public func note(_ name: String, _ error: String?) throws {
    try app.write {
      try $0.execute(sql: "UPDATE job_clock SET error = ? WHERE name = ?", arguments: [error, name])
    }
  }
}
