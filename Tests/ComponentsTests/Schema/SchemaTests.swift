import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import Components

/// The schema of every database file, as migrations leave it.
@Suite struct SchemaTests {
  private let test: TestSite

  init() throws { test = try TestSite() }

  private func inEveryFile<Answer>(_ question: (Database, String) throws -> Answer) throws -> [Answer] {
    try SiteFiles.all.map { file in
      try DatabaseQueue(path: test.folder.appending(path: file.name).path).read {
        try question($0, file.name)
      }
    }
  }

  private static let document = TestSite.projectFolder.appending(path: "docs/schema.sql")

  /// `make schema` writes the documents anew.
  static var isWriting: Bool { ProcessInfo.processInfo.environment["SCHEMA"] == "write" }

  @Test func theDocumentShowsTheSchema() throws {
    let schema = try inEveryFile(Self.describe).joined(separator: "\n")
    if Self.isWriting {
      try schema.write(to: Self.document, atomically: true, encoding: .utf8)
    }
    let document = try String(contentsOf: Self.document, encoding: .utf8)
    #expect(document == schema, "docs/schema.sql is not what migrations make; write it anew: make schema")
  }

  private static func describe(_ db: Database, _ file: String) throws -> String {
    let statements = try String.fetchAll(
      db,
      sql: """
        SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY type = 'view', tbl_name, type <> 'table', type, name
        """)
    return "-- \(file)\n\n" + statements.map { "\($0);\n" }.joined(separator: "\n")
  }

  /// SQLite 3.40.1 calls a table damaged whose columns do not begin with its key.
  @Test func tablesWithoutRowidBeginWithTheirKey() throws {
    let wrong = try inEveryFile { db, file in
      try String.fetchAll(db, sql: "SELECT name FROM pragma_table_list WHERE wr AND schema = 'main'").filter {
        try Row.fetchAll(db, sql: "PRAGMA table_info(\($0))").contains { column in
          column["pk"] as Int > 0 && column["pk"] as Int != column["cid"] as Int + 1
        }
      }.map { "\(file): \($0)" }
    }.flatMap { $0 }
    #expect(wrong.isEmpty)
  }

  /// REPLACE deletes the row first, and with it whatever refers to it.
  @Test func noRowThatOthersReferToIsReplaced() throws {
    let parents = Set(
      try inEveryFile { db, _ in
        try SiteFiles.tables(db).flatMap { table in
          try String.fetchAll(db, sql: "SELECT \"table\" FROM pragma_foreign_key_list('\(table)')")
        }
      }.flatMap { $0 })
    #expect(parents.contains("admin_user"))
    let sources = try ["modules", "Sources"].flatMap(WallsTests.sources)
    let replaced = try sources.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).matches(of: /REPLACE\s+INTO\s+(\w+)/).map { String($0.1) }
    }
    #expect(replaced.contains("template_look"))
    #expect(parents.isDisjoint(with: replaced), "\(parents.intersection(replaced))")
  }
}
