import Foundation
import GRDB
import Kit

/// An entry of the audit log as it is read, with the names of today.
struct AuditLine: Sendable {
  let id: Int64
  let entry: AuditEntry
  let actorName: String?
  let actingAsName: String?
  let hash: Data
}

extension AuditLine {
  private static let selection = """
    SELECT admin_audit.id AS id, at, act, target, before, after, actor, acting_as, address, request_id, hash,
      doer.name AS doer, lent.name AS lent
    FROM admin_audit
    LEFT JOIN admin_user AS doer ON doer.id = actor
    LEFT JOIN admin_user AS lent ON lent.id = acting_as
    """

  /// Entries that pass the filter and are older than `before`, the latest first.
  static func list(
    _ filter: AuditFilter = AuditFilter(), before: Int64? = nil, limit: Int, _ db: Database
  ) throws -> [AuditLine] {
    let conditions = try filter.conditions(db)
    return try Row.fetchAll(
      db,
      sql: """
        \(selection)
        WHERE admin_audit.id < :before\(conditions.sql.map { " AND \($0)" }.joined())
        ORDER BY admin_audit.id DESC
        LIMIT :limit
        """, arguments: conditions.arguments + ["before": before ?? .max, "limit": limit]
    ).map(AuditLine.init)
  }

  static func find(_ id: Int64, _ db: Database) throws -> AuditLine? {
    try Row.fetchOne(db, sql: "\(selection) WHERE admin_audit.id = ?", arguments: [id]).map(AuditLine.init)
  }

  private init(_ row: Row) {
    id = row["id"]
    entry = AuditEntry(
      row["act"], row["target"], before: row["before"], after: row["after"], actor: row["actor"],
      actingAs: row["acting_as"], address: row["address"], requestId: row["request_id"], at: row["at"])
    actorName = row["doer"]
    actingAsName = row["lent"]
    hash = row["hash"]
  }

  /// The acts that occur, found by jumping along the index instead of reading all of it.
  static func acts(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        WITH RECURSIVE known (act) AS (
          SELECT min(act) FROM admin_audit
          UNION ALL
          SELECT (SELECT min(act) FROM admin_audit WHERE act > known.act) FROM known WHERE act IS NOT NULL
        )
        SELECT act FROM known WHERE act IS NOT NULL LIMIT 500
        """)
  }
}
