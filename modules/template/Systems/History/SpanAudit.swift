import GRDB
import Kit

/// What was corrected in a history by hand: before, after, who, when. It stays when the span goes.
struct SpanAudit {
  enum Act: String {
    case enter, edit, trim, split, delete, move
  }

  let act: Act
  let at: Moment
  let actor: Int64?
  let before: String?
  let after: String?

  static func append(
    _ act: Act, _ span: Int64, of account: Int64?, before: Span?, after: Span?, by author: Author,
    _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO template_span_audit(account_id, span_id, at, actor_id, act, before, after)
        VALUES(?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        account, span, author.now, author.account, act.rawValue, before?.record, after?.record,
      ])
  }

  /// The latest corrections of one span, newest first.
  static func of(_ span: Int64, _ db: Database) throws -> [SpanAudit] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT act, at, actor_id, before, after FROM template_span_audit WHERE span_id = ?
        ORDER BY id DESC LIMIT 50
        """, arguments: [span]
    ).compactMap { row in
      Act(rawValue: row["act"]).map {
        SpanAudit(
          act: $0, at: row["at"], actor: row["actor_id"], before: row["before"], after: row["after"])
      }
    }
  }
}

extension SpanAudit {
  /// The corrections so far, in a word for the audit log: the numbers and records of the latest ones.
  static func mark(of account: Int64?, _ db: Database) throws -> String {
    try String.fetchAll(
      db,
      sql: """
        SELECT id || ' ' || act || ' ' || ifnull(after, before) FROM template_span_audit
        WHERE account_id IS ? ORDER BY id DESC LIMIT 1
        """, arguments: [account]
    ).joined()
  }
}

extension Span {
  /// As the logs keep it; they name nobody.
  var record: String {
    let end = endedAt.map { "\"\($0.iso)\"" } ?? "null"
    return "{\"alter\":\(alterId),\"from\":\"\(startedAt.iso)\",\"to\":\(end)}"
  }
}
