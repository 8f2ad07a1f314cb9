import GRDB
import Kit

/// A time during which an alter fronted; without an end while it lasts.
struct Span {
  let id: Int64
  let alterId: Int64
  let position: Int

  static func live(_ db: Database) throws -> [Span] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT s.id, alter_id, s.position FROM template_span s JOIN template_alter a ON a.id = s.alter_id
        WHERE ended_at IS NULL AND a.account_id IS NULL ORDER BY s.position, s.id LIMIT 500
        """
    ).map { Span(id: $0[0], alterId: $0[1], position: $0[2]) }
  }

  static func begin(
    _ alter: Int64, position: Int, since: Moment, status: String, in id: Int64, _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO template_span(alter_id, position, status, started_at, in_switch) VALUES(?, ?, ?, ?, ?)
        """, arguments: [alter, position, status, since, id])
  }

  /// A clock that was set back must not end a span before it began.
  static func end(_ span: Span, at now: Moment, in id: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_span SET ended_at = max(?, started_at), out_switch = ? WHERE id = ?",
      arguments: [now, id, span.id])
  }

  static func forget(in id: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_span WHERE in_switch = ?", arguments: [id])
  }

  /// Who has left the system meanwhile stays away.
  static func reopen(endedIn id: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_span SET ended_at = NULL, out_switch = NULL WHERE out_switch = ?
          AND alter_id IN (SELECT id FROM template_alter WHERE archived_at IS NULL)
        """, arguments: [id])
  }

  /// What the front of an alter says of itself, changed without a switch.
  static func setStatus(_ status: String, of alter: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_span SET status = ? WHERE alter_id = ? AND ended_at IS NULL",
      arguments: [status, alter])
  }

  /// When an alter fronted last: now, if it does.
  static func lastFronted(_ alter: Int64, now: Moment, _ db: Database) throws -> Moment? {
    let row = try Row.fetchOne(
      db, sql: "SELECT started_at, ended_at FROM template_span WHERE alter_id = ? ORDER BY id DESC LIMIT 1",
      arguments: [alter])
    return row.map { $0["ended_at"] ?? now }
  }
}
