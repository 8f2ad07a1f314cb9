import GRDB

/// What an import brought and the person deleted here: noted, so that the next file does not bring it back
/// unasked.
enum DeletedRecord: String {
  case alter, group, field, span, comment

  /// Before a row is deleted by whoever it belongs to. What was made here comes from no file.
  static func note(_ id: Int64, _ kind: DeletedRecord, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_deleted(account_id, kind, source_app, source_id, import_id)
        SELECT account_id, ?, source_app, source_id, import_id FROM template_\(kind.rawValue)
        WHERE id = ? AND account_id > 0 AND source_app IS NOT NULL AND source_id IS NOT NULL
        ON CONFLICT DO UPDATE SET import_id = excluded.import_id
        """, arguments: [kind.rawValue, id])
  }

  /// A comment belongs to whom its front belongs to.
  static func note(comment id: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_deleted(account_id, kind, source_app, source_id, import_id)
        SELECT s.account_id, ?, '', c.source_id, c.import_id
        FROM template_span_comment c JOIN template_span s ON s.id = c.span_id
        WHERE c.id = ? AND s.account_id > 0 AND c.source_id IS NOT NULL
        ON CONFLICT DO UPDATE SET import_id = excluded.import_id
        """, arguments: [DeletedRecord.comment.rawValue, id])
  }
}
