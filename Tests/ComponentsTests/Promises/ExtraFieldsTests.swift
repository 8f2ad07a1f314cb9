import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// A form changes what its page shows, and nothing beside it: whatever else is sent is not looked at. A member
/// sends every form of the site with the names of all columns that only the program fills in.
@Suite struct ExtraFieldsTests {
  private let walked: WalkedSite
  private static let planted = "313370731"

  init() throws { walked = try WalkedSite() }

  @Test func `fields that no form has change nothing, and no answer`() throws {
    let names = try files.flatMap { try Self.columns(of: $0).map(\.column) }.filter(Self.isTheProgramsOwn)
    #expect(Set(names).count > 40)
    let extra = Set(names).sorted().map { "\($0)=\(Self.planted)" } + ["role=admin", "base=admin"]
    for line in Expectation.read(walkExpectations) where line.route.hasPrefix("POST ") {
      let form = ([line.form] + extra).filter { !$0.isEmpty }.joined(separator: "&")
      #expect(try answers(to: line.route, form) == line.words[1], "\(line.route)")
    }
    #expect(try files.flatMap { try Self.holders(in: $0) } == [])
    let admins = try walked.test.site.app.read {
      try String.fetchAll($0, sql: "SELECT name FROM admin_user WHERE role NOT IN ('member', 'keeper')")
    }
    #expect(admins == [walked.ada.name])
  }

  /// Who, whose, when and which.
  private static func isTheProgramsOwn(_ column: String) -> Bool {
    column.hasSuffix("_id") || column.hasSuffix("_at")
      || ["id", "account", "author", "owner", "token", "acting", "hash", "seq"].contains(column)
  }

  /// A member's letters for one route, as they stand in a line.
  private func answers(to route: String, _ form: String) throws -> String {
    let pattern = String(route.dropFirst("POST ".count))
    let things: [Thing?] = pattern.contains(":") ? Thing.allCases : [nil]
    return try things.map { thing in
      let person = try walked.somebodyNew(.member)
      guard let address = try thing.map({ try walked.address(of: pattern, $0, for: person) }) ?? pattern
      else {
        return "-"
      }
      let headers = ["Origin": "http://localhost:8080"]
      return WalkedSite.letter(walked.test.send("POST", address, as: person, headers: headers, body: form))
    }.joined()
  }

  private var files: [DatabaseQueue] {
    get throws {
      let settings = walked.test.site.settings
      return [
        walked.test.site.app,
        try DatabaseQueue(path: settings.data(of: "rtc").appending(path: "sessions.db").path),
      ]
    }
  }

  private static func columns(of file: DatabaseQueue) throws -> [(table: String, column: String)] {
    try file.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
          """
      ).map { ($0[0], $0[1]) }
    }
  }

  /// The columns that hold what was planted, as a number or as a text.
  private static func holders(in file: DatabaseQueue) throws -> [String] {
    try columns(of: file).filter { table, column in
      try file.read { db in
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM \"\(table)\" WHERE CAST(\"\(column)\" AS TEXT) = ?)",
          arguments: [planted]) == true
      }
    }.map { "\($0.table).\($0.column)" }
  }
}
