import GRDB
import Kit

/// A change of who fronts in one system: it ends some spans and begins others at one instant, in one
/// transaction. Without an account, it is the site's own system.
package enum Switch {
  package enum Source: String { case site, csv, command }

  /// Somebody who is to front.
  package struct Fronter: Equatable {
    let alter: Int64
    var since: Moment?
    var status = ""

    package init(alter: Int64, since: Moment? = nil, status: String = "") {
      (self.alter, self.since, self.status) = (alter, since, status)
    }
  }

  package static let longestNote = 500

  /// Makes exactly these front, in this order. False, and nothing is written, if they do already.
  package static func set(
    _ fronters: [Fronter], of account: Int64? = nil, _ source: Source, actor: Int64?, at now: Moment,
    note: String = "", _ db: Database
  ) throws -> Bool {
    let plan = Plan(live: try Span.live(of: account, db), wanted: fronters.map(\.alter))
    guard !plan.isEmpty else { return false }
    let earliest = try last(of: account, db)
    let id = try insert(account, source, actor, now, note, db)
    for span in plan.ending { try Span.end(span, at: now, in: id, db) }
    for (alter, position) in plan.beginning {
      let fronter = fronters.first { $0.alter == alter }
      // History before the switch before is settled.
      let since = fronter?.since.flatMap { $0 >= earliest ? $0 : nil } ?? now
      try Span.begin(
        alter, of: account, position: position, since: since, status: fronter?.status ?? "", in: id, db)
    }
    return true
  }

  /// Takes the last switch back as if it had never been. False if there is none. What an import brought is
  /// taken back with the import.
  static func undo(of account: Int64? = nil, at now: Moment, _ db: Database) throws -> Bool {
    let last = try Int64.fetchOne(
      db,
      sql: """
        SELECT id FROM template_switch WHERE account_id IS ? AND undone_at IS NULL AND source <> 'import'
        ORDER BY id DESC LIMIT 1
        """, arguments: [account])
    guard let last else { return false }
    try Span.forget(in: last, db)
    try Span.reopen(endedIn: last, db)
    try db.execute(sql: "UPDATE template_switch SET undone_at = ? WHERE id = ?", arguments: [now, last])
    return true
  }

  /// When the latest switch was; long ago if there was none.
  static func last(of account: Int64?, _ db: Database) throws -> Moment {
    let at = try Moment.fetchOne(
      db,
      sql: """
        SELECT at FROM template_switch WHERE account_id IS ? AND undone_at IS NULL
        ORDER BY at DESC LIMIT 1
        """, arguments: [account])
    return at ?? Moment(milliseconds: 0)
  }

  static func canUndo(of account: Int64? = nil, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS(SELECT 1 FROM template_switch
          WHERE account_id IS ? AND undone_at IS NULL AND source <> 'import')
        """, arguments: [account]) ?? false
  }

  private static func insert(
    _ account: Int64?, _ source: Source, _ actor: Int64?, _ now: Moment, _ note: String, _ db: Database
  ) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO template_switch(id, account_id, at, actor_id, source, note) VALUES(?, ?, ?, ?, ?, ?)",
      arguments: [
        RowNumber.next(in: "template_switch", db), account, now, actor, source.rawValue, note,
      ])
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

extension Switch {
  /// Why a switch can't have been then; nil if it can.
  static func refusal(at time: Moment, now: Moment, of account: Int64?, _ db: Database) throws -> String? {
    if time > now { return "That time has not come yet." }
    let latest = try Span.live(of: account, db).map(\.startedAt).max() ?? time
    guard try last(of: account, db) <= time, latest <= time else {
      return "There is a switch after that time already. The history takes what was before it."
    }
    return nil
  }
}
