import Components
import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import Admin

/// What a look through the log says after somebody really changed the file.
@Suite struct AuditCheckTests {
  let site: TestSite
  let forger: Forger
  var admin: AdminModule { site.site.admin }

  /// Six entries: the first one, and five acts.
  init() throws {
    site = try TestSite()
    forger = try Forger(site)
    for number in 1...5 {
      try append(AuditEntry("test.act", "thing:\(number)", before: "", after: "ü", actor: 1, at: .now))
    }
  }

  @Test func `a log as it was written is sound`() throws {
    let anchor = try #require(try admin.anchorAudit(now: .now))
    #expect(anchor.link.id == 6)

    let report = try admin.checkAudit()
    #expect(report.isSound)
    #expect((report.first, report.last, report.anchors) == (1, 6, 1))
  }

  @Test(arguments: [
    "at = at + 1", "act = 'test.other'", "target = 'thing:9'", "before = NULL", "before = 'x'", "after = 'u'",
    "actor = 2", "actor = NULL", "acting_as = 7", "address = '192.0.2.9'", "request_id = 'x'", "form = 1",
    "form = 9", "after = CAST(CAST(after AS BLOB) || x'00' || 'hidden' AS TEXT)",
  ])
  func `an altered entry is named`(change: String) throws {
    try forger.run("UPDATE admin_audit SET \(change) WHERE id = 3")
    #expect(try findings() == ["altered 3-3"])
  }

  @Test func `a hash that was altered fits neither its own entry nor the next`() throws {
    try forger.run("UPDATE admin_audit SET hash = randomblob(32) WHERE id = 3")
    #expect(try findings() == ["altered 3-4"])
  }

  @Test func `the last entry can't be altered together with its hash: the counter knows it too`() throws {
    let forged = AuditEntry("test.forged", "thing:5", at: .now)
    let previous = try #require(try hash(of: 5))
    try forger.run(
      """
      UPDATE admin_audit SET act = '\(forged.act)', at = \(forged.at.milliseconds), before = NULL,
        after = NULL, actor = NULL, hash = x'\(AuditSeal(6, forged).hash(after: previous).hex)' WHERE id = 6
      """)
    #expect(try findings() == ["altered 6-6"])
  }

  @Test func `entries that are gone from the middle or the beginning are missing`() throws {
    try forger.run("DELETE FROM admin_audit WHERE id IN (1, 2, 4)")
    #expect(try findings() == ["missing 1-2", "missing 4-4"])
  }

  @Test func `a beginning that no entry explains is missing`() throws {
    try forger.run(
      """
      UPDATE admin_audit_chain SET pruned = 2, pruned_hash = (SELECT hash FROM admin_audit WHERE id = 2);
      DELETE FROM admin_audit WHERE id <= 2
      """)
    #expect(try findings() == ["missing 1-2"])
  }

  @Test func `the counter knows that the end was cut off, and the log goes on behind the gap`() throws {
    try forger.run("DELETE FROM admin_audit WHERE id > 4")
    #expect(try findings() == ["cut-short 5-6"])

    try append(AuditEntry("test.later", "thing:7", at: .now))
    #expect(try findings() == ["missing 5-6"])
  }

  @Test func `an anchor knows that the end was cut off even if the counter was turned back`() throws {
    _ = try admin.anchorAudit(now: .now)
    try forger.run(
      """
      DELETE FROM admin_audit WHERE id > 4;
      UPDATE admin_audit_chain SET last = 4, last_hash = (SELECT hash FROM admin_audit WHERE id = 4)
      """)
    #expect(try findings() == ["cut-short 5-6"])
    #expect(try admin.checkAudit(anchors: "").isSound)
  }

  @Test func `entries that never belonged to the chain are told, and nothing is written over them`() throws {
    try forger.run(
      """
      INSERT INTO admin_audit (id, at, act, target, address, request_id, form, hash)
      VALUES (0, 0, 'x', 'x', '', '', 2, x''), (7, 0, 'x', 'x', '', '', 2, x'')
      """)
    #expect(try findings() == ["longer 0-0", "longer 7-7"])
    #expect(throws: DatabaseError.self) { try append(AuditEntry("test.later", "thing:7", at: .now)) }
  }

  @Test func `a whole new chain is given away by an anchor alone`() throws {
    _ = try admin.anchorAudit(now: .now)
    let copy = try String(contentsOf: anchors, encoding: .utf8)
    try forger.rebuild(instead: "UPDATE admin_audit SET target = 'thing:9' WHERE id = 3")
    #expect(try findings() == ["anchor-differs 6-6"])

    try Data().write(to: anchors)
    #expect(try admin.checkAudit().isSound)
    #expect(try !admin.checkAudit(anchors: copy).isSound)
  }

  @Test func `the journal's own lines serve as anchors`() throws {
    let anchor = try #require(try admin.anchorAudit(now: .now))
    let journal = "Nov 25 03:00:00 box rowhouse-jobs[7]: notice jobs: audit log: \(anchor)\nanother line\n"
    #expect(AuditAnchor.all(in: journal) == [anchor])
    #expect(try admin.checkAudit(anchors: journal).anchors == 1)
    #expect(AuditAnchor.all(in: "anchor 5 \(String(repeating: "z", count: 64))\nanchor 99").isEmpty)
  }

  @Test func `rows of the first form are still checked by theirs`() throws {
    let old = try TestSite()
    try Forger(old).run(
      """
      INSERT INTO admin_audit (id, at, act, target, before, after, actor, address, request_id, hash) VALUES
        (1, 1764000000000, 'audit.begin', 'audit', NULL, NULL, NULL, '', '',
          x'37e9b3c8c1cee77389629afdee7a74468c5d763fb2a53dcbd2e5da94ca79c859'),
        (2, 1764000000000, 'user.role', 'user:2', 'member', 'ädmin', 1, '192.0.2.1', 'r1',
          x'b554674f5a81ba5760cd4abb7a901f00ed46057f72e0aa1b9951bd535d56c57b');
      UPDATE admin_audit_chain SET last = 2, last_hash = (SELECT hash FROM admin_audit WHERE id = 2)
      """)
    try old.site.app.write { db in
      try old.site.admin.auditLog.append(AuditEntry("test.act", "thing:1", at: .now), db)
    }
    #expect(try old.site.admin.checkAudit().isSound)

    try Forger(old).run("UPDATE admin_audit SET acting_as = 3 WHERE id = 2")
    // The first form doesn't hold it, and nobody acted as somebody else then.
    #expect(try old.site.admin.checkAudit().findings.map(\.first) == [2])
  }

  @Test func `intents without an outcome are listed and no fault of the log`() throws {
    for (act, target, request) in [
      ("module.disable.intent", "module:rtc", "a"), ("module.disable.done", "module:rtc", "a"),
      ("module.enable.intent", "module:rtc", "b"), ("module.enable.failed", "module:rtc", "b"),
      ("module.disable.intent", "module:rtc", "c"), ("module.disable.done", "module:rtc", "d"),
    ] { try append(AuditEntry(act, target, requestId: request, at: .now)) }

    let report = try admin.checkAudit()
    #expect(report.isSound)
    #expect(report.unfinished.map(\.entry) == [11])
    #expect(report.unfinished.map(\.act) == ["module.disable"])
  }

  private var anchors: URL { site.folder.appending(path: "guarded/admin/anchors") }

  private func append(_ entry: AuditEntry) throws {
    try site.site.app.write { try admin.auditLog.append(entry, $0) }
  }

  private func hash(of id: Int64) throws -> Data? {
    try site.site.app.read {
      try Data.fetchOne($0, sql: "SELECT hash FROM admin_audit WHERE id = ?", arguments: [id])
    }
  }

  private func findings() throws -> [String] {
    try admin.checkAudit().findings.map { "\($0.kind.rawValue) \($0.first)-\($0.last)" }
  }
}
