import GRDB

/// Something that a row is, or holds.
public protocol ColumnRecord {
  init(row: Columns)
}

extension ColumnRecord {
  /// Of the first row; nil if there is none. Throws what SQLite says.
  public static func fetchOne<each Value: DatabaseValueConvertible>(
    _ statement: Statement, _ value: repeat each Value
  ) throws -> Self? {
    try statement.first(repeat each value, as: Self.init)
  }

  /// Of all rows. Throws what SQLite says.
  public static func fetchAll<each Value: DatabaseValueConvertible>(
    _ statement: Statement, _ value: repeat each Value
  ) throws -> [Self] {
    try statement.all(repeat each value, as: Self.init)
  }
}
