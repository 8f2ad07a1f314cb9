import Foundation
import GRDB

/// Puts two rows into every table of a database, whatever its schema: number 1 is made of ones, number 2 of
/// twos, so that what refers to something finds it.
struct Filler {
  let db: Database

  func fill() throws {
    for table in try SiteFiles.tables(db) {
      for number in 1...2 { try insert(number, into: table) }
    }
  }

  /// A table that was made with rows may refuse more.
  private func insert(_ number: Int, into table: String) throws {
    let columns = try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))")
    let sql = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [table])
    let values = columns.map { value(number, $0["name"], $0["type"], of: table, sql ?? "") }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    do {
      try db.execute(
        sql: "INSERT OR IGNORE INTO \(table) VALUES(\(marks))", arguments: StatementArguments(values))
    } catch {
      guard try SiteFiles.count(table, db) > 0 else { throw error }
    }
  }

  private func value(_ number: Int, _ column: String, _ type: String, of table: String, _ sql: String)
    -> (any DatabaseValueConvertible)?
  {
    if let special = Self.special["\(table).\(column)"] ?? Self.special[column] { return special(number) }
    if let choice = firstChoice(column, sql) { return choice }
    return switch type {
    case "TEXT": "w\(number)"
    case "BLOB": Data([UInt8(number)])
    default: number
    }
  }

  /// Out of `CHECK(column IN ('this', 'that'))`.
  private func firstChoice(_ column: String, _ sql: String) -> (any DatabaseValueConvertible)? {
    guard let pattern = try? Regex("\\b\(column) IN \\(([^,)]*)", as: (Substring, Substring).self) else {
      return nil
    }
    guard let choice = sql.firstMatch(of: pattern)?.1 else { return nil }
    let word = String(choice).replacing("'", with: "")
    return Int(word).map { $0 as any DatabaseValueConvertible } ?? word
  }

  /// What a table checks beyond a list of words.
  private static let special: [String: @Sendable (Int) -> (any DatabaseValueConvertible)?] = [
    "friend_id": { 3 - $0 }, "asked_id": { 3 - $0 }, "reader_id": { 3 - $0 },
    "forums_post.place": { $0 << 20 + $0 }, "forums_post_text.place": { $0 << 20 + $0 },
    "forums_held.category_id": { _ in nil },
  ]
}
