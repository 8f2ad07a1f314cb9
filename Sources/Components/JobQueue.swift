import GRDB
import Kit

/// Work that waits in app.db for `rowhouse-jobs`.
public struct JobQueue: Sendable {
  static func append(_ name: String, _ payload: String, at: Moment, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO job(name, payload, run_at) VALUES(?, ?, ?)", arguments: [name, payload, at])
  }
}
