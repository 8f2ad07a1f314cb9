import GRDB
import Kit

/// Who fronted when.
extension Importing {
  mutating func putSpans() throws {
    guard !file.spans.isEmpty else { return }
    let known = try KnownRow.all(.span, of: account, origin: origin, db)
    let matched = Set(file.spans.compactMap { known[$0.key]?.id })
    noteForgotten(known, matched)
    var live = try liveSpans()
    var fronts = try Comments(of: account, db, isNeeded: file.spans.contains { !$0.comments.isEmpty })
    var notes = try Notes(of: account, origin, file.notes, db)
    for span in file.spans {
      guard let alter = alterIds[span.member] else { continue }
      let id =
        try known[span.key].map { try change(span, $0, alter, &live) }
        ?? make(span, alter, matched, &live, &notes)
      if let id { try put(span.comments, on: id, &fronts) }
      advance()
    }
  }

  private mutating func change(
    _ span: SystemFile.Span, _ row: KnownRow, _ alter: Int64,
    _ live: inout [Int64: (id: Int64, start: Moment)]
  ) throws -> Int64 {
    var wanted = values(span, alter, end: span.end)
    // What is over here is over: opened again it would say that somebody fronts who does not.
    if !row.values[4].isNull, span.end == nil { wanted[4] = row.values[4] }
    let merge = Merge(row, wanted, .span, asSaid: isAsSaid)
    note(merge, at: nil)
    let isChanged = merge.values != row.values
    if isChanged {
      plan.update(.span, key: [row.id.databaseValue], from: row.values, to: merge.values)
      if !merge.values[4].isNull, live[alter]?.id == row.id { live[alter] = nil }
    }
    report.count(.fronts, isChanged ? .changed : .same)
    return row.id
  }

  private mutating func make(
    _ span: SystemFile.Span, _ alter: Int64, _ matched: Set<Int64>,
    _ live: inout [Int64: (id: Int64, start: Moment)], _ notes: inout Notes
  ) throws -> Int64? {
    guard !staysDeleted(span.key, .span, at: nil) else { return nil }
    var end = span.end
    if end == nil {
      end = try endOfOpen(span, matched)
      if end == nil, let other = live[alter] {
        guard other.start > span.start else {
          report.remarks.note(.dropped, "fronts of somebody who is fronting here already")
          return nil
        }
        end = other.start
      }
      if end != nil { report.remarks.note(.mended, "fronts that were open end where your own began here") }
    }
    let note = put(span.note, &notes)
    let id = plan.insert(
      .span, ImportSheet.span.columns + ["account_id", "source_app", "source_id", "in_switch"],
      values(span, alter, end: end) + [
        account.databaseValue, span.key.app.databaseValue, span.key.id.databaseValue, note.databaseValue,
      ])
    if end == nil { live[alter] = (id, span.start) }
    report.count(.fronts, .new)
    return id
  }

  private func values(_ span: SystemFile.Span, _ alter: Int64, end: Moment?) -> [DatabaseValue] {
    [
      alter.databaseValue, span.position.databaseValue, span.status.databaseValue, span.start.databaseValue,
      end.databaseValue,
    ]
  }

  /// Whoever switched here since the file was made knows better who fronts. What another program said of another
  /// time is no switch of theirs.
  private func endOfOpen(_ span: SystemFile.Span, _ matched: Set<Int64>) throws -> Moment? {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, started_at FROM template_span WHERE account_id = ?1 AND started_at > ?2
          AND ifnull(source_app, ?3) = ?3 ORDER BY started_at
        """, arguments: [account, span.start, SystemFile.App.rowhouse.rawValue])
    while let row = try rows.next() {
      if !matched.contains(row[0]) { return row[1] }
    }
    return nil
  }

  private func liveSpans() throws -> [Int64: (id: Int64, start: Moment)] {
    try Row.fetchAll(
      db,
      sql: "SELECT alter_id, id, started_at FROM template_span WHERE account_id = ? AND ended_at IS NULL",
      arguments: [account]
    ).reduce(into: [:]) { $0[$1[0]] = (id: $1[1], start: $1[2]) }
  }

  private mutating func noteForgotten(_ known: [SystemFile.Key: KnownRow], _ matched: Set<Int64>) {
    let forgotten = known.count {
      $0.key.app == file.app.rawValue && $0.value.base != nil && !matched.contains($0.value.id)
    }
    report.remarks.note(.yours, "fronts of an earlier import that this file does not have", forgotten)
  }
}

/// Comments on fronts.
extension Importing {
  private mutating func put(_ comments: [SystemFile.Comment], on span: Int64, _ known: inout Comments) throws
  {
    for comment in comments {
      let key = Comments.Key(span: span, id: comment.id)
      let said = Comments.Said(span: span, at: comment.at, text: comment.text)
      guard known.here.insert(key).inserted, !known.isOwn(comment.id, on: span, origin),
        !known.said.contains(said)
      else {
        report.count(.comments, .same)
        continue
      }
      guard !staysDeleted(SystemFile.Key(app: "", id: comment.id), .comment, at: nil) else { continue }
      _ = plan.insert(
        .comment, ImportSheet.comment.columns + ["source_id"],
        [span.databaseValue, comment.at.databaseValue, comment.text.databaseValue, comment.id.databaseValue])
      report.count(.comments, .new)
    }
  }

  /// What is said of an account's fronts already.
  fileprivate struct Comments {
    struct Key: Hashable {
      let span: Int64
      let id: String
    }

    /// An older archive does not tell them apart but by their words.
    struct Said: Hashable {
      let span: Int64
      let at: Moment
      let text: String
    }

    var here: Set<Key> = []
    private(set) var said: Set<Said> = []
    private var own: Set<Key> = []

    init(of account: Int64, _ db: Database, isNeeded: Bool) throws {
      guard isNeeded else { return }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT c.span_id, c.id, c.source_id, c.at, c.body
          FROM template_span s JOIN template_span_comment c ON c.span_id = s.id WHERE s.account_id = ?
          """, arguments: [account])
      while let row = try rows.next() {
        said.insert(Said(span: row[0], at: row[3], text: row[4]))
        if let source: String = row[2] {
          here.insert(Key(span: row[0], id: source))
        } else {
          own.insert(Key(span: row[0], id: "\(row[1] as Int64)"))
        }
      }
    }

    /// Whether it was made here, and comes back in an archive.
    func isOwn(_ id: String, on span: Int64, _ origin: Origin) -> Bool {
      id.hasPrefix("\(origin.name).")
        && own.contains(Key(span: span, id: String(id.dropFirst(origin.name.count + 1))))
    }
  }
}
