import GRDB
import Kit

/// An entry of the audit log as it is read, with the actor's name of today.
struct AuditLine: Sendable {
  let id: Int64
  let entry: AuditEntry
  let actorName: String?
}

extension AuditLine {
  /// Which lines a reader wants; nothing set is all.
  struct Filter {
    var act: String?
    var actor: Int64?
    var target: String?
    /// Lines older than this one.
    var before: Int64?

    /// Each narrows by an index of its own.
    fileprivate var conditions: [String] {
      var conditions = ["admin_audit.id < :before"]
      if act != nil { conditions.append("act = :act") }
      if actor != nil { conditions.append("actor = :actor") }
      if target != nil { conditions.append("target = :target") }
      return conditions
    }

    fileprivate var arguments: StatementArguments {
      var arguments: StatementArguments = ["before": before ?? .max]
      if let act { arguments += ["act": act] }
      if let actor { arguments += ["actor": actor] }
      if let target { arguments += ["target": target] }
      return arguments
    }
  }

  /// The latest first.
  static func list(_ filter: Filter, limit: Int, _ db: Database) throws -> [AuditLine] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT admin_audit.id AS id, at, act, target, before, after, actor, address, request_id, name
        FROM admin_audit
        LEFT JOIN admin_user ON admin_user.id = actor
        WHERE \(filter.conditions.joined(separator: " AND "))
        ORDER BY admin_audit.id DESC
        LIMIT \(limit)
        """, arguments: filter.arguments
    ).map(AuditLine.init)
  }

  private init(_ row: Row) {
    id = row["id"]
    entry = AuditEntry(
      row["act"], row["target"], before: row["before"], after: row["after"], actor: row["actor"],
      address: row["address"], requestId: row["request_id"], at: row["at"])
    actorName = row["name"]
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
