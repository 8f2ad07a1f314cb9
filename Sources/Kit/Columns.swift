import GRDB
import GRDBSQLite

/// The row that a query stands at, read by number. GRDB's `Row` makes a dictionary of the columns' names
/// for each query, which costs more than a short query does: this is for the few that every request asks.
public struct Columns {
  private let statement: SQLiteStatement

  @usableFromInline
  init(_ statement: SQLiteStatement) { self.statement = statement }

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
