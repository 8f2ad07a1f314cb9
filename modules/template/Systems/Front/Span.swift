import GRDB
import Kit

/// A time during which an alter fronted; without an end while it lasts.
package struct Span: Sendable, Equatable {
  let id: Int64
  let alterId: Int64
  var position: Int
  var status: String
  var startedAt: Moment
  var endedAt: Moment?
  /// The switches that began and ended it; none where it was entered or corrected by hand.
  let inSwitch: Int64?
  let outSwitch: Int64?
}

extension Span {
  package static let longestStatus = 50

  /// Of a table that is called `s` in the query.
  static let columns =
    "s.id, s.alter_id, s.position, s.status, s.started_at, s.ended_at, s.in_switch, s.out_switch"

  init(_ row: Row) {
    id = row["id"]
    alterId = row["alter_id"]
    position = row["position"]
    status = row["status"]
    startedAt = row["started_at"]
    endedAt = row["ended_at"]
    inSwitch = row["in_switch"]
    outSwitch = row["out_switch"]
  }

  /// Those of a system that last, in the order of its front.
  static func live(of account: Int64? = nil, _ db: Database) throws -> [Span] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(columns) FROM template_history s WHERE account_id IS ? AND ended_at IS NULL
          ORDER BY position, id LIMIT 500
          """), arguments: [account]
    ).map(Span.init)
  }

  static func find(_ id: Int64, of account: Int64?, _ db: Database) throws -> Span? {
    try Row.fetchOne(
      db, sql: "SELECT \(columns) FROM template_history s WHERE id = ? AND account_id IS ?",
      arguments: [id, account]
    ).map(Span.init)
  }

  static func begin(
    _ alter: Int64, of account: Int64?, position: Int, since: Moment, status: String, in id: Int64,
    _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO template_span(id, account_id, alter_id, position, status, started_at, in_switch)
        SELECT ?, account_id, id, ?, ?, ?, ? FROM template_alter WHERE id = ? AND account_id IS ?
        """,
      arguments: [
        RowNumber.next(in: "template_span", db), position, status, since, id, alter, account,
      ])
    // Somebody else's alter is nobody here.
    guard db.changesCount == 1 else { throw Fault.notFound }
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

  /// Who has left the system meanwhile stays away, and who fronts by another span does so already.
  static func reopen(endedIn id: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_span SET ended_at = NULL, out_switch = NULL WHERE out_switch = ?
          AND alter_id IN (SELECT id FROM template_alter WHERE archived_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM template_history other
            WHERE other.alter_id = template_span.alter_id AND other.ended_at IS NULL)
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
      db,
      sql: """
        SELECT ended_at FROM template_history WHERE alter_id = ? ORDER BY started_at DESC, id DESC LIMIT 1
        """, arguments: [alter])
    return row.map { $0["ended_at"] ?? now }
  }

  /// Since when an alter has been fronting without a gap: another order or a reopened front begins a new
  /// span where the one before ended.
  static func unbroken(since: Moment, _ alter: Int64, of account: Int64?, _ db: Database) throws -> Moment {
    let earlier = try Moment.fetchOne(
      db,
      sql: """
        WITH RECURSIVE run(started_at) AS (
          SELECT ?
          UNION
          SELECT s.started_at FROM run JOIN template_history s
            ON s.account_id IS ? AND s.ended_at = run.started_at AND s.alter_id = ?
          LIMIT 10000)
        SELECT min(started_at) FROM run
        """, arguments: [since, account, alter])
    return earlier ?? since
  }
}
