import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// What goes wrong inside is told to the log, and to a visitor only that it did.
@Suite struct FailureTests {
  private let test: TestSite
  private let ada: Person

  init() throws {
    test = try TestSite()
    ada = try test.admin()
    _ = test.post("/forums/manage", ["name": "Kitchen"], as: ada)
    _ = test.get("/forums/")
  }

  @Test func `a page that fails says nothing of the cause, and the log names it`() throws {
    try breakForums()
    let answer = test.get("/forums/")
    #expect(answer.status == .internalServerError)
    for word in ["forums_category", "SQL", "no such", ".swift", "DatabaseError"] {
      #expect(!answer.text.contains(word), "\(word)")
    }
    #expect(answer.text.contains("test"), "the number of the request, to ask about")
    #expect(answer.reports.contains { $0.hasPrefix("test GET /forums") && $0.contains("forums_category") })
    #expect(answer.response.header(.cacheControl) == "no-store")
  }

  @Test func `a change that fails has not begun, and what was typed is shown again`() throws {
    try test.site.app.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER broken BEFORE INSERT ON forums_post BEGIN SELECT RAISE(ABORT, 'broken inside'); END
          """)
    }
    let answer = test.post("/forums/category/1/new", ["title": "Hello", "text": "An hour of work"], as: ada)
    #expect(answer.status == .internalServerError && !answer.text.contains("broken inside"))
    #expect(answer.text.contains("An hour of work"))
    #expect(answer.reports.contains { $0.contains("broken inside") })
    let threads = try test.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM forums_thread") }
    #expect(threads == 0)
  }

  @Test func `the others go on`() throws {
    try breakForums()
    #expect(test.get("/forums/").status == .internalServerError)
    #expect(test.get("/sign-in").status == .ok && test.get("/account", as: ada).status == .ok)
  }

  private func breakForums() throws {
    try test.site.app.write { try $0.execute(sql: "ALTER TABLE forums_category RENAME TO gone") }
  }
}
