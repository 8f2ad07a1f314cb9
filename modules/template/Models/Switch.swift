import GRDB
import Kit

/// A change of who fronts: it ends some spans and begins others at one instant, in one transaction.
enum Switch {
  enum Source: String { case site, csv, command }

  /// Somebody who is to front.
  struct Fronter: Equatable {
    let alter: Int64
    var since: Moment?
    var status = ""
  }

  /// Makes exactly these front, in this order. False, and nothing is written, if they do already.
  static func set(
    _ fronters: [Fronter], _ source: Source, actor: Int64?, at now: Moment, _ db: Database
  ) throws -> Bool {
    let live = try Span.live(db)
    let plan = Plan(live: live, wanted: fronters.map(\.alter))
    guard !plan.isEmpty else { return false }
    let earliest = try last(db)
    let id = try insert(source, actor, now, db)
    for span in plan.ending { try Span.end(span, at: now, in: id, db) }
    for (alter, position) in plan.beginning {
      let fronter = fronters.first { $0.alter == alter }
      // History before the switch before is settled.
      let since = fronter?.since.flatMap { $0 >= earliest ? $0 : nil } ?? now
      try Span.begin(alter, position: position, since: since, status: fronter?.status ?? "", in: id, db)
    }
    return true
  }

  /// Takes the last switch back as if it had never been. False if there is none.
  static func undo(at now: Moment, _ db: Database) throws -> Bool {
    let last = try Int64.fetchOne(
      db, sql: "SELECT id FROM template_switch WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1")
    guard let last else { return false }
    try Span.forget(in: last, db)
    try Span.reopen(endedIn: last, db)
    try db.execute(sql: "UPDATE template_switch SET undone_at = ? WHERE id = ?", arguments: [now, last])
    return true
  }

  private static func last(_ db: Database) throws -> Moment {
    let at = try Moment.fetchOne(db, sql: "SELECT max(at) FROM template_switch WHERE undone_at IS NULL")
    return at ?? Moment(milliseconds: 0)
  }

  static func canUndo(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM template_switch WHERE undone_at IS NULL)")
      ?? false
  }

  private static func insert(
    _ source: Source, _ actor: Int64?, _ now: Moment, _ db: Database
  ) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO template_switch(at, actor_id, source) VALUES(?, ?, ?)",
      arguments: [now, actor, source.rawValue])
    return db.lastInsertedRowID
  }

  /// Which spans go on: those whose order stays right.
  private struct Plan {
    var ending: [Span]
    var beginning: [(alter: Int64, position: Int)] = []

    var isEmpty: Bool { ending.isEmpty && beginning.isEmpty }

    init(live: [Span], wanted: [Int64]) {
      var kept: Set<Int64> = []
      var position = 0
      for alter in wanted {
        if let span = live.first(where: { $0.alterId == alter }), span.position > position {
          position = span.position
          kept.insert(span.id)
        } else {
          position += 1
          beginning.append((alter, position))
        }
      }
      ending = live.filter { !kept.contains($0.id) }
    }
  }
}
