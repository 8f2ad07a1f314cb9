import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// What an admin does with a right that members don't have leaves an entry in the audit log: every such form of the
/// site, whichever house has it.
@Suite struct StaffActsTests {
  private let walked: WalkedSite

  init() throws { walked = try WalkedSite() }

  /// A system's own words about itself, which the log is not told.
  private static let ownWords: Set = [
    "POST /account/front/zone", "POST /account/front/spans/:id/comments", "POST /account/front/switches/:id",
  ]
  /// Forms that change something where those of the walk say what is so already.
  private static let changing = ["POST /account/front/showing": "show=all"]
  /// What only stands around an act, and what background work does, with its entry, when it gets there.
  private static let around: Set = [
    "outbox", "outbox_key", "job", "admin_session", "admin_audit", "admin_audit_chain",
    "template_face_request",
  ]

  @Test func `whatever an admin changes is in the log`() throws {
    var changes = 0
    for line in Expectation.read(walkExpectations) where line.words[3].contains("y") && isStaffs(line) {
      let pattern = String(line.route.dropFirst("POST ".count))
      let admin = try walked.somebodyNew(.admin)
      let address = try pattern.contains(":") ? walked.address(of: pattern, .others, for: admin) : pattern
      guard let address else { continue }
      let (before, entries) = (try content(), try entries())
      _ = walked.test.send(
        "POST", address, as: admin, headers: ["Origin": "http://localhost:8080"],
        body: Self.changing[line.route] ?? line.form)
      let after = try content()
      let changed = after.keys.filter { after[$0] != before[$0] }.sorted()
      guard !changed.isEmpty else { continue }
      changes += 1
      #expect(try self.entries() > entries, "\(line.route) changes \(changed)")
    }
    #expect(changes > 15)
  }

  private func isStaffs(_ line: Expectation) -> Bool {
    let route = walked.test.site.table.map(\.route).first { "\($0.method) \($0.pattern)" == line.route }
    guard line.route.hasPrefix("POST "), !Self.ownWords.contains(line.route), case .needs? = route?.access
    else { return false }
    return line.words[1].allSatisfy { "f-".contains($0) }
  }

  /// Every table as it is now.
  private func content() throws -> [String: Int] {
    try walked.test.site.app.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      return try Dictionary(
        uniqueKeysWithValues: tables.filter { !Self.around.contains($0) }.map { table in
          (table, try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").description.hashValue)
        })
    }
  }

  private func entries() throws -> Int {
    try walked.test.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_audit") ?? 0 }
  }
}
