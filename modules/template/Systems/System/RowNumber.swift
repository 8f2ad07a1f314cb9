import GRDB
import Kit

/// Numbers of rows that stand in addresses and forms. Counted over all accounts they would tell each of them how
/// many others there are, and by the gaps between their own, when somebody else switched.
package enum RowNumber {
  /// By chance, for what others get to see: it tells neither how many there are nor which came together.
  package static func scattered() -> Int64 { .random(in: Self.smallest..<(1 << 52)) }

  /// By the clock, for what keeps its order: a row made later has a higher one, and how much higher tells when.
  package static func next(in table: String, _ db: Database) throws -> Int64 {
    let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT ifnull(max(id), 0) FROM \(table)")) ?? 0
    return ClockNumber.next(after: last, at: .now)
  }

  /// For the site's own few, one after the other: accounts' alters have higher ones.
  static func ofSite(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db, sql: "SELECT ifnull(max(id), 0) + 1 FROM template_alter WHERE id < ?", arguments: [smallest]) ?? 1
  }

  private static let smallest: Int64 = 1 << 32
}
