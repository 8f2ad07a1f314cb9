import GRDB
import Kit

/// A time that somebody enters into a history, or corrects: what it would overlap, and what becomes of that.
struct Placement {
  /// What becomes of others who fronted at that time.
  enum Choice: String {
    /// They end where it begins, and begin where it ends.
    case trim
    /// They fronted together.
    case keep
  }

  let account: Int64?
  let alter: Int64
  let from: Moment
  /// nil: fronting still.
  let to: Moment?
  /// The span that is corrected, if it is not a new one.
  let corrected: Span?

  /// More at once is a slip of the hand.
  static let most = 1000

  /// Why it can't be so; nil if it can.
  func refusal(now: Moment, _ db: Database) throws -> Refused? {
    if from > now { return Refused(field: "from", "That time has not come yet.") }
    if let to, to > now { return Refused(field: "to", "That time has not come yet.") }
    if let to, to <= from { return Refused(field: "to", "It must end after it begins.") }
    if to == nil, try isGone(db) {
      return Refused(field: "to", "Who was archived does not front. Say when it ended.")
    }
    guard try overlaps(db).count <= Self.most else {
      return Refused(field: "from", "That overlaps more than \(Self.most) entries. Take a shorter time.")
    }
    return nil
  }

  /// The spans that share time with what is new in it, oldest first. Who fronted together before still does.
  func overlaps(_ db: Database) throws -> [Span] {
    let found = try gained.flatMap { try overlaps($0, db) }
    return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Does it, whole. The alter's own time is never counted twice: what it overlaps of that goes into it.
  func make(_ choice: Choice, by author: Author, _ db: Database) throws {
    let together = try overlaps(db).filter { $0.alterId != alter }.map(\.position).max() ?? 0
    for stretch in gained {
      for span in try overlaps(stretch, db) where choice == .trim || span.alterId == alter {
        try cut(span, stretch, author, db)
      }
    }
    if let corrected {
      try correct(corrected, author, db)
    } else {
      try enter(position: choice == .keep ? together + 1 : 1, author, db)
    }
  }

  private struct Stretch {
    let from: Moment
    let to: Moment?
  }

  /// What it covers that was not covered before.
  private var gained: [Stretch] {
    guard let corrected else { return [Stretch(from: from, to: to)] }
    var gained: [Stretch] = []
    if from < corrected.startedAt {
      gained.append(Stretch(from: from, to: [to, corrected.startedAt].compactMap(\.self).min()))
    }
    if let end = corrected.endedAt, to.map({ $0 > end }) ?? true {
      gained.append(Stretch(from: max(from, end), to: to))
    }
    return gained
  }

  /// The plus keeps SQLite from reading all that began before: it goes by the ends, as corrections are mostly late.
  private func overlaps(_ stretch: Stretch, _ db: Database) throws -> [Span] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(Span.columns) FROM template_history s
        WHERE s.account_id IS :account AND s.id <> :id AND +s.started_at < :to AND s.ended_at > :from
        UNION ALL
        SELECT \(Span.columns) FROM template_history s
        WHERE s.account_id IS :account AND s.id <> :id AND +s.started_at < :to AND s.ended_at IS NULL
        ORDER BY 5, 1 LIMIT \(Self.most + 1)
        """,
      arguments: [
        "account": account, "id": corrected?.id ?? 0, "from": stretch.from,
        "to": stretch.to?.milliseconds ?? Int64.max,
      ]
    ).map(Span.init)
  }

  private func isGone(_ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT archived_at IS NOT NULL FROM template_alter WHERE id = ?", arguments: [alter]) ?? true
  }

  private func enter(position: Int, _ author: Author, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_span(id, account_id, alter_id, position, started_at, ended_at)
        SELECT ?, account_id, id, ?, ?, ? FROM template_alter WHERE id = ? AND account_id IS ?
        """, arguments: [RowNumber.next(in: "template_span", db), position, from, to, alter, account])
    guard db.changesCount == 1 else { throw Fault.notFound }
    let id = db.lastInsertedRowID
    try log(.enter, id, before: nil, author, db)
  }

  private func correct(_ span: Span, _ author: Author, _ db: Database) throws {
    try set(span, from: from, to: to, db)
    try log(.edit, span.id, before: span, author, db)
  }

  /// Takes a stretch of time out of another span.
  private func cut(_ span: Span, _ stretch: Stretch, _ author: Author, _ db: Database) throws {
    let staysBefore = span.startedAt < stretch.from
    let after = stretch.to.flatMap { to in span.endedAt.map { $0 > to } ?? true ? to : nil }
    switch (staysBefore, after) {
    case (false, nil): try span.delete(.trim, of: account, by: author, db)
    case (true, nil): try shorten(span, .trim, from: span.startedAt, to: stretch.from, author, db)
    case (false, let to?): try shorten(span, .trim, from: to, to: span.endedAt, author, db)
    case (true, let to?):
      try shorten(span, .split, from: span.startedAt, to: stretch.from, author, db)
      try continueAfter(to, span, author, db)
    }
  }

  private func shorten(
    _ span: Span, _ act: SpanAudit.Act, from: Moment, to: Moment?, _ author: Author, _ db: Database
  ) throws {
    try set(span, from: from, to: to, db)
    try log(act, span.id, before: span, author, db)
  }

  /// An end that no switch made is none that undoing a switch may take back.
  private func set(_ span: Span, from: Moment, to: Moment?, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE template_span SET started_at = ?1, out_switch = iif(ended_at IS ?2, out_switch, NULL), ended_at = ?2
        WHERE id = ?3
        """, arguments: [from, to, span.id])
  }

  private func continueAfter(_ moment: Moment, _ span: Span, _ author: Author, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_span
          (id, account_id, alter_id, position, status, started_at, ended_at, in_switch, out_switch)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        RowNumber.next(in: "template_span", db), account, span.alterId, span.position, span.status, moment,
        span.endedAt, span.inSwitch,
        span.outSwitch,
      ])
    let id = db.lastInsertedRowID
    try log(.split, id, before: span, author, db)
  }

  private func log(
    _ act: SpanAudit.Act, _ id: Int64, before: Span?, _ author: Author, _ db: Database
  ) throws {
    let after = try Span.find(id, of: account, db)
    try SpanAudit.append(act, id, of: account, before: before, after: after, by: author, db)
  }
}

extension Span {
  func delete(_ act: SpanAudit.Act = .delete, of account: Int64?, by author: Author, _ db: Database) throws {
    try DeletedRecord.note(id, .span, db)
    try db.execute(sql: "DELETE FROM template_span WHERE id = ?", arguments: [id])
    try SpanAudit.append(act, id, of: account, before: self, after: nil, by: author, db)
  }
}
