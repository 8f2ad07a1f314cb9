import GRDB
import Kit

/// Work that waits in app.db until `rowhouse-jobs` does it. A job is leased by moving its due time into the
/// future: when the process that took it dies, it is simply due again.
public struct JobQueue: Sendable {
  public static let migrations = [
    Migration(
      "jobs.0001-queue-and-clock",
      """
      CREATE TABLE job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        payload TEXT NOT NULL,
        enqueued_at INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        died_at INTEGER
      ) STRICT;
      CREATE INDEX job_due ON job (due_at) WHERE died_at IS NULL;
      CREATE INDEX job_dead ON job (died_at) WHERE died_at IS NOT NULL;
      CREATE TABLE job_clock (
        name TEXT PRIMARY KEY,
        ran_at INTEGER NOT NULL,
        error TEXT
      ) STRICT, WITHOUT ROWID;
      """),
    Migration(
      "jobs.0002-leases",
      "ALTER TABLE job ADD COLUMN is_leased INTEGER NOT NULL DEFAULT 0 CHECK(is_leased IN (0, 1))"),
  ]

  /// Attempts before a job is put on the list of the dead.
  static let attempts = 8
  /// How long whoever took a job may be silent.
  static let lease = 300

  private let app: DatabaseQueue
  private let writeGate: WriteGate?

  public init(app: DatabaseQueue, _ writeGate: WriteGate? = nil) {
    (self.app, self.writeGate) = (app, writeGate)
  }

  /// Part of the write that wants it done, so that neither happens without the other.
  public static func enqueue(_ name: String, _ payload: String, now: Moment, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO job (name, payload, enqueued_at, due_at) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [name, payload, now, now])
  }

  /// The job that has waited longest among those that can be run here, now leased. Looking costs no write.
  public func take(_ names: Set<String>, now: Moment) throws -> WaitingJob? {
    let names = names.sorted().map { "\"\($0)\"" }.joined(separator: ",")
    let due: StatementArguments = ["now": now, "names": "[\(names)]"]
    let isAnyDue = try app.read {
      try Bool.fetchOne($0, sql: "SELECT EXISTS (\(Self.oldest))", arguments: due) ?? false
    }
    guard isAnyDue else { return nil }
    return try app.write(through: writeGate) { db in
      try WaitingJob.fetchOne(
        db,
        sql: """
          UPDATE job SET due_at = :lease, is_leased = 1, attempts = attempts + 1 WHERE id = (\(Self.oldest))
          RETURNING id, name, payload, attempts
          """, arguments: due + ["lease": now + Self.lease])
    }
  }

  private static let oldest = """
    SELECT id FROM job
    WHERE died_at IS NULL AND due_at <= :now AND name IN (SELECT value FROM json_each(:names))
    ORDER BY due_at LIMIT 1
    """

  public func finish(_ job: WaitingJob) throws {
    try app.write(through: writeGate) {
      try $0.execute(sql: "DELETE FROM job WHERE id = ?", arguments: [job.id])
    }
  }

  /// Later again, each time four times as late; after the last attempt it waits for a person.
  public func fail(_ job: WaitingJob, _ error: String, now: Moment) throws {
    let isDead = job.attempts >= Self.attempts
    try app.write(through: writeGate) {
      try $0.execute(
        sql: "UPDATE job SET error = ?, due_at = ?, died_at = ?, is_leased = 0 WHERE id = ?",
        arguments: [error, now + Self.delay(after: job.attempts), isDead ? now : nil, job.id])
    }
  }

  /// Whoever calls this knows that nobody works any more: what a process was at when it ended goes on at once.
  /// A job that ends its process each time is tried later and later, like any that fails.
  public func takeBackLeases(now: Moment) throws {
    try app.write(through: writeGate) { db in
      let left = try Row.fetchAll(db, sql: "SELECT id, attempts FROM job WHERE is_leased LIMIT 1000")
      for (id, attempts) in left.map({ ($0[0] as Int64, $0[1] as Int) }) {
        let wait = attempts > 1 ? Self.delay(after: attempts - 1) : 0
        try db.execute(
          sql: "UPDATE job SET due_at = ?, is_leased = 0, died_at = ?, error = ? WHERE id = ?",
          arguments: [
            now + wait, attempts >= Self.attempts ? now : nil, "the process ended while it was at work", id,
          ])
      }
    }
  }

  static func delay(after attempts: Int) -> Int {
    (1..<max(1, attempts)).reduce(10) { seconds, _ in min(seconds * 4, 21_600) }
  }
}

/// A job that somebody enqueued, as whoever took it sees it.
public struct WaitingJob: Sendable, FetchableRecord, Decodable {
  public let id: Int64
  public let name: String
  public let payload: String
  public let attempts: Int
}
