import Foundation
import GRDB
import GRDBSQLite

/// The row that a query stands at, read by number. GRDB's `Row` makes a dictionary of the columns' names
/// for each query, which costs more than a short query does: this is for the few that every request asks.
public struct Columns {
  private let statement: SQLiteStatement

  fileprivate init(_ statement: SQLiteStatement) { self.statement = statement }

  public subscript(column: Int) -> Int64 { sqlite3_column_int64(statement, CInt(column)) }
  public subscript(column: Int) -> Int { Int(self[column] as Int64) }
  public subscript(column: Int) -> Bool { self[column] as Int64 != 0 }
  public subscript(column: Int) -> Moment { Moment(milliseconds: self[column]) }
  /// Empty for NULL.
  public subscript(column: Int) -> String {
    sqlite3_column_text(statement, CInt(column)).map { String(cString: $0) } ?? ""
  }

  public subscript(column: Int) -> Int64? { isNull(column) ? nil : self[column] as Int64 }
  public subscript(column: Int) -> Int? { isNull(column) ? nil : self[column] as Int }
  public subscript(column: Int) -> Moment? { isNull(column) ? nil : self[column] as Moment }
  public subscript(column: Int) -> String? { isNull(column) ? nil : self[column] as String }

  private func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, CInt(column)) == SQLITE_NULL }
}

/// Something that a row is, or holds.
public protocol ColumnRecord {
  init(row: Columns)
}

extension ColumnRecord {
  /// Of the first row; nil if there is none. Throws what SQLite says.
  public static func fetchOne(_ statement: Statement, arguments: StatementArguments = []) throws -> Self? {
    try statement.first(arguments, Self.init)
  }

  /// Of all rows. Throws what SQLite says.
  public static func fetchAll(_ statement: Statement, arguments: StatementArguments = []) throws -> [Self] {
    try statement.all(arguments, Self.init)
  }
}

extension Statement {
  /// What `read` makes of the first row; nil if there is none. Throws what SQLite says.
  public func first<Answer>(_ arguments: StatementArguments, _ read: (Columns) -> Answer) throws -> Answer? {
    try setArguments(arguments)
    defer { sqlite3_reset(sqliteStatement) }
    return try advance() ? read(Columns(sqliteStatement)) : nil
  }

  /// What `read` makes of each row. Throws what SQLite says.
  public func all<Answer>(_ arguments: StatementArguments, _ read: (Columns) -> Answer) throws -> [Answer] {
    try setArguments(arguments)
    defer { sqlite3_reset(sqliteStatement) }
    var answers: [Answer] = []
    while try advance() { answers.append(read(Columns(sqliteStatement))) }
    return answers
  }

  /// Whether there is another row.
  private func advance() throws -> Bool {
    switch sqlite3_step(sqliteStatement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(sqliteStatement)))
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
  }
}
