import GRDB
import Kit

/// A front that has stood for ten seconds, so that a slip of the finger tells nobody. `rowhouse-jobs` asks
/// every second; what changed back meanwhile has never been.
struct SettledFront {
  static let seconds = 10

  let account: Int64
  let old: [Int64]
  let new: [Int64]

  /// Those that have settled by now, each once.
  static func take(at now: Moment, _ db: Database) throws -> [SettledFront] {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT account_id, told, next, next_at FROM template_telling LIMIT 10000"))
    guard !rows.isEmpty else { return [] }
    let fronts = try fronts(db)
    return try rows.compactMap { row in
      try follow(row["account_id"], row["told"], row["next"], row["next_at"], fronts, now, db)
    }
  }

  private static func follow(
    _ account: Int64, _ told: String, _ next: String?, _ since: Moment?, _ fronts: [Int64: [Int64]],
    _ now: Moment, _ db: Database
  ) throws -> SettledFront? {
    let front = fronts[account] ?? []
    let current = text(front)
    if current == told {
      if next != nil { try keep(account, told: told, next: nil, at: nil, db) }
      return nil
    }
    guard current == next, let since else {
      try keep(account, told: told, next: current, at: now, db)
      return nil
    }
    guard since + seconds <= now else { return nil }
    try keep(account, told: current, next: nil, at: nil, db)
    return SettledFront(account: account, old: ids(told), new: front)
  }

  private static func keep(
    _ account: Int64, told: String, next: String?, at: Moment?, _ db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE template_telling SET told = ?, next = ?, next_at = ? WHERE account_id = ?",
      arguments: [told, next, at, account])
  }

  /// Who fronts now, by account. The site's own system is its owner's.
  static func fronts(_ db: Database) throws -> [Int64: [Int64]] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT ifnull(a.account_id, (SELECT account_id FROM template_system WHERE id = 1)) AS owner, a.id
          FROM template_history s JOIN template_alter a ON a.id = s.alter_id
          WHERE s.ended_at IS NULL AND a.archived_at IS NULL AND owner IS NOT NULL
          ORDER BY s.position, s.id LIMIT 100000
          """)
    ).reduce(into: [:]) { $0[$1[0], default: []].append($1[1]) }
  }

  static func text(_ ids: [Int64]) -> String { ids.map(String.init).joined(separator: ",") }
  private static func ids(_ text: String) -> [Int64] { text.split(separator: ",").compactMap { Int64($0) } }
}
