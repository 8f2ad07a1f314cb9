import Foundation
import GRDB
import GRDBSQLite

/// GRDB's own ways know rows by name and tell observers; these do neither, which halves what a short statement
/// costs. For the few that every request runs. Values come in
/// the order of the question marks. All throw what SQLite says.
extension Statement {
  /// Runs a change to its end.
  @inlinable public func run<each Value: DatabaseValueConvertible>(_ value: repeat each Value) throws {
    try bind(repeat each value)
    defer { sqlite3_reset(sqliteStatement) }
    while try advance() {}
  }

  /// What `read` makes of the first row; nil if there is none. What a change returns comes when it has
  /// been made whole (sqlite.org/lang_returning.html 3).
  @inlinable public func first<Answer, each Value: DatabaseValueConvertible>(
    _ value: repeat each Value, as read: (Columns) -> Answer
  ) throws -> Answer? {
    try bind(repeat each value)
    defer { sqlite3_reset(sqliteStatement) }
    return try advance() ? read(Columns(sqliteStatement)) : nil
  }

  /// What `read` makes of each row.
  @inlinable public func all<Answer, each Value: DatabaseValueConvertible>(
    _ value: repeat each Value, as read: (Columns) -> Answer
  ) throws -> [Answer] {
    try bind(repeat each value)
    defer { sqlite3_reset(sqliteStatement) }
    var answers: [Answer] = []
    while try advance() { answers.append(read(Columns(sqliteStatement))) }
    return answers
  }

  /// Whether there is another row.
  @usableFromInline
  func advance() throws -> Bool {
    switch sqlite3_step(sqliteStatement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  @inlinable
  func bind<each Value: DatabaseValueConvertible>(_ value: repeat each Value) throws {
    var bound: CInt = 0
    repeat try bind((each value).databaseValue, &bound)
    guard bound == sqlite3_bind_parameter_count(sqliteStatement) else { throw failure(SQLITE_RANGE) }
  }

  @usableFromInline
  func bind(_ value: DatabaseValue, _ bound: inout CInt) throws {
    bound += 1
    let code = bind(value.storage, at: bound)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func bind(_ value: DatabaseValue.Storage, at index: CInt) -> CInt {
    // SQLite keeps a copy of its own, as the bytes may move when the closure ends.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(sqliteStatement, index)
    case .int64(let number): return sqlite3_bind_int64(sqliteStatement, index, number)
    case .double(let number): return sqlite3_bind_double(sqliteStatement, index, number)
    case .string(var text):
      return text.withUTF8 {
        $0.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(sqliteStatement, index, $0.baseAddress, CInt($0.count), copied)
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob(sqliteStatement, index, $0.baseAddress, CInt($0.count), copied)
      }
    }
  }

  @usableFromInline
  func failure(_ code: CInt) -> DatabaseError {
    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(sqliteStatement)))
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
  }
}
