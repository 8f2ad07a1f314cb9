import GRDB
import Kit

/// The jobs that failed to the end: for the control room, where a person decides.
public struct DeadJob: Sendable, FetchableRecord, Decodable {
  public let id: Int64
  public let name: String
  public let payload: String
  public let error: String?

  public static func latest(_ limit: Int, _ db: Database) throws -> [DeadJob] {
    try fetchAll(
      db,
      sql: """
        SELECT id, name, payload, error FROM job WHERE died_at IS NOT NULL ORDER BY died_at DESC LIMIT ?
        """, arguments: [limit])
  }

  /// Back into the queue, with all attempts before it.
  public static func revive(_ id: Int64, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE job SET died_at = NULL, attempts = 0, due_at = ? WHERE id = ? AND died_at IS NOT NULL
        """, arguments: [now, id])
  }
}
