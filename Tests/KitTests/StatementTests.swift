import Foundation
import GRDB
import Testing

@testable import Kit

/// Statements that bind and read by number.
@Suite struct StatementTests {
  private let queue: DatabaseQueue

  init() throws { queue = try DatabaseQueue() }

  private func kind(of value: (any DatabaseValueConvertible)?) throws -> String? {
    try queue.read { db in
      let statement = try db.makeStatement(sql: "SELECT typeof(?1) || ' ' || ifnull(length(?1), '-')")
      return try statement.first(value?.databaseValue ?? .null) { $0[0] }
    }
  }

  @Test func valuesArriveAsWhatTheyAre() throws {
    #expect(try kind(of: nil) == "null -")
    #expect(try kind(of: 42) == "integer 2")
    #expect(try kind(of: 1.5) == "real 3")
    #expect(try kind(of: "") == "text 0")
    #expect(try kind(of: "é") == "text 1")
    #expect(try kind(of: Data()) == "blob 0")
    #expect(try kind(of: Data([1, 0, 2])) == "blob 3")
  }

  @Test func asManyValuesAsQuestionMarksAndNoOthers() throws {
    try queue.read { db in
      let statement = try db.makeStatement(sql: "SELECT ? + ?")
      #expect(throws: DatabaseError.self) { try statement.run(1) }
      #expect(throws: DatabaseError.self) { try statement.run(1, 2, 3) }
      #expect(try statement.first(1, 2) { $0[0] as Int } == 3)
    }
  }
}
