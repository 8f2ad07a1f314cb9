import GRDB
import Kit

/// A switch as it stands in the history: when, and the note that came with it.
struct SwitchLine {
  let id: Int64
  let at: Moment
  let note: String

  static func find(_ id: Int64, of account: Int64?, _ db: Database) throws -> SwitchLine? {
    try Row.fetchOne(
      db,
      sql: "SELECT id, at, note FROM template_switch WHERE id = ? AND account_id IS ? AND undone_at IS NULL",
      arguments: [id, account]
    ).map { SwitchLine(id: $0["id"], at: $0["at"], note: $0["note"]) }
  }

  /// What a form shows of it.
  func sight(_ zone: Zone) -> Sight {
    Sight([.init("When it was", zone.field(at), field: "at"), .init("Note", note, field: "note")])
  }

  func setNote(_ note: String, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_switch SET note = ? WHERE id = ?", arguments: [note, id])
  }

  /// Moves it, and with it what began and ended by it. It stays between its neighbours; what was corrected by
  /// hand stays where it is.
  func move(to time: Moment, of account: Int64?, by author: Author, _ db: Database) throws {
    try check(time, account, author.now, db)
    let spans = try touched(db)
    try db.execute(sql: "UPDATE template_switch SET at = ? WHERE id = ?", arguments: [time, id])
    for span in spans { try move(span, to: time, account, author, db) }
  }

  private func check(_ time: Moment, _ account: Int64?, _ now: Moment, _ db: Database) throws {
    guard time <= now else { throw Refused(field: "at", "That time has not come yet.") }
    guard try neighbour("<", "DESC", account, db).map({ $0 <= time }) ?? true else {
      throw Refused(field: "at", "The switch before was later than that.")
    }
    guard try neighbour(">", "ASC", account, db).map({ time <= $0 }) ?? true else {
      throw Refused(field: "at", "The next switch was earlier than that.")
    }
  }

  private func neighbour(
    _ side: StaticString, _ order: StaticString, _ account: Int64?, _ db: Database
  ) throws -> Moment? {
    try Moment.fetchOne(
      db,
      sql: """
        SELECT at FROM template_switch
        WHERE account_id IS ? AND (at, id) \(side) (?, ?) AND undone_at IS NULL
        ORDER BY at \(order), id \(order) LIMIT 1
        """, arguments: [account, at, id])
  }

  /// The spans that begin or end exactly by it.
  private func touched(_ db: Database) throws -> [Span] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(Span.columns) FROM template_history s WHERE in_switch = :id AND started_at = :at
        UNION SELECT \(Span.columns) FROM template_history s WHERE out_switch = :id AND ended_at = :at
        LIMIT 1000
        """, arguments: ["id": id, "at": at]
    ).map(Span.init)
  }

  private func move(
    _ span: Span, to time: Moment, _ account: Int64?, _ author: Author, _ db: Database
  ) throws {
    var moved = span
    if span.inSwitch == id, span.startedAt == at { moved.startedAt = time }
    if span.outSwitch == id, span.endedAt == at { moved.endedAt = time }
    guard moved.endedAt.map({ moved.startedAt <= $0 }) ?? true else {
      throw Refused(field: "at", "Somebody's time would end before it began. Correct that first.")
    }
    try db.execute(
      sql: "UPDATE template_span SET started_at = ?, ended_at = ? WHERE id = ?",
      arguments: [moved.startedAt, moved.endedAt, span.id])
    try SpanAudit.append(.move, span.id, of: account, before: span, after: moved, by: author, db)
  }
}
