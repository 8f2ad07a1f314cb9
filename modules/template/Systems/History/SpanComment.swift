import GRDB
import Kit

/// What the system wrote about a span afterwards. For the system alone.
struct SpanComment {
  static let longest = 1000
  /// More on one span is another kind of writing.
  static let most = 100

  let id: Int64
  let at: Moment
  let body: String

  static func of(_ span: Int64, _ db: Database) throws -> [SpanComment] {
    try Row.fetchAll(
      db, sql: "SELECT id, at, body FROM template_span_comment WHERE span_id = ? ORDER BY at, id LIMIT 500",
      arguments: [span]
    ).map { SpanComment(id: $0["id"], at: $0["at"], body: $0["body"]) }
  }

  static func insert(_ body: String, on span: Int64, by author: Author, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO template_span_comment(id, span_id, at, body, actor_id) VALUES(?, ?, ?, ?, ?)",
      arguments: [RowNumber.next(in: "template_span_comment", db), span, author.now, body, author.account])
  }

  /// Only one of this span.
  static func remove(_ id: Int64, of span: Int64, _ db: Database) throws {
    try DeletedRecord.note(comment: id, db)
    try db.execute(
      sql: "DELETE FROM template_span_comment WHERE id = ? AND span_id = ?", arguments: [id, span])
    guard db.changesCount == 1 else { throw Fault.notFound }
  }
}
