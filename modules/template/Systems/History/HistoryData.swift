import GRDB
import Kit

/// What the history keeps of an account, for the person themselves, and how it forgets.
enum HistoryData {
  static func files(of account: Int64, _ db: Database) throws -> [PersonalFile] {
    try lists.map { name, sql in
      PersonalFile(name, json: try String.fetchAll(db, sql: sql, arguments: [account]))
    }
  }

  private static let lists = [
    (
      "switches.json",
      """
      SELECT json_object('id', id, 'at', at, 'source', source, 'note', note, 'undoneAt', undone_at)
      FROM template_switch WHERE account_id = ? ORDER BY id
      """
    ),
    (
      "fronts.json",
      """
      SELECT json_object('id', s.id, 'alter', a.name, 'alterId', a.id, 'position', s.position,
        'status', s.status, 'from', s.started_at, 'to', s.ended_at, 'begunBy', in_switch,
        'endedBy', out_switch)
      FROM template_history s JOIN template_alter a ON a.id = s.alter_id WHERE s.account_id = ?
      ORDER BY s.id
      """
    ),
    (
      "front-comments.json",
      """
      SELECT json_object('front', span_id, 'at', c.at, 'text', body)
      FROM template_span_comment c JOIN template_history s ON s.id = span_id WHERE s.account_id = ?
      ORDER BY c.id
      """
    ),
    (
      "front-corrections.json",
      """
      SELECT json_object('front', span_id, 'at', at, 'act', act, 'before', json(before), 'after', json(after))
      FROM template_span_audit WHERE account_id = ? ORDER BY id
      """
    ),
  ]

  /// The history of the account's own system goes; in that of the site's, only who it was that did something.
  static func erase(_ account: Int64, _ db: Database) throws {
    for sql in erasing { try db.execute(sql: sql, arguments: [account]) }
  }

  /// Comments go with their spans.
  private static let erasing = [
    "DELETE FROM template_span WHERE account_id = ?",
    "DELETE FROM template_switch WHERE account_id = ?",
    "DELETE FROM template_span_audit WHERE account_id = ?",
    "UPDATE template_switch SET actor_id = NULL WHERE actor_id = ?",
    "UPDATE template_span_audit SET actor_id = NULL WHERE actor_id = ?",
    "UPDATE template_span_comment SET actor_id = NULL WHERE actor_id = ?",
  ]
}
