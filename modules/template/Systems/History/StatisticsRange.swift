import GRDB
import Kit

/// The stretch of time that somebody asks about.
struct StatisticsRange: Equatable {
  enum Choice: String, CaseIterable {
    case week = "7"
    case month = "30"
    case quarter = "90"
    case all
    case custom

    var title: String {
      switch self {
      case .week: "7 days"
      case .month: "30 days"
      case .quarter: "90 days"
      case .all: "Everything"
      case .custom: "From … to"
      }
    }
  }

  let choice: Choice
  let from: Moment
  let to: Moment

  /// What a query says; nil if its days are none, or in the wrong order. Nothing is before the first span.
  init?(_ query: Fields, first: Moment?, in zone: Zone, now: Moment) {
    choice = Choice(rawValue: query["range"] ?? "") ?? .month
    let first = min(first ?? now, now)
    guard choice == .custom else {
      from = max(first, Int(choice.rawValue).map { now - $0 * 86_400 } ?? first)
      to = now
      return
    }
    guard let start = zone.beginning(ofDay: query["from"] ?? ""),
      let end = zone.end(ofDay: query["to"] ?? ""),
      start < end, start < now
    else { return nil }
    (from, to) = (max(start, min(first, end)), min(end, now))
    guard from <= to else { return nil }
  }
}

extension FrontStatistics {
  /// When the history of a system begins.
  static func first(of account: Int64?, _ db: Database) throws -> Moment? {
    try Moment.fetchOne(
      db, sql: "SELECT started_at FROM template_history WHERE account_id IS ? ORDER BY started_at LIMIT 1",
      arguments: [account])
  }

  /// Who fronted in a stretch of time.
  static func stays(of account: Int64?, _ range: StatisticsRange, _ db: Database) throws -> [Stay] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT alter_id, started_at, ended_at FROM template_history
        WHERE account_id IS :account AND ended_at > :from AND +started_at < :to
        UNION ALL
        SELECT alter_id, started_at, NULL FROM template_history
        WHERE account_id IS :account AND ended_at IS NULL AND +started_at < :to
        LIMIT 1000000
        """, arguments: ["account": account, "from": range.from, "to": range.to])
    var stays: [Stay] = []
    while let row = try rows.next() { stays.append(Stay(alter: row[0], from: row[1], to: row[2])) }
    return stays
  }
}
