import Components
import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import Admin

/// Old entries go by rule alone, and what stays can still be checked.
@Suite struct AuditRetentionTests {
  let site: TestSite
  var admin: AdminModule { site.site.admin }
  let today = Moment(milliseconds: 1_800_000_000_000)

  /// Ten entries, a day apart, the last one yesterday.
  init() throws {
    site = try TestSite()
    for day in 1...9 {
      let at = today - (10 - day) * 86_400
      try site.site.app.write { try admin.auditLog.append(AuditEntry("test.act", "day:\(day)", at: at), $0) }
    }
  }

  @Test func `what is older than a day goes, an entry says so, and the rest is sound`() throws {
    #expect(try admin.pruneAudit(before: today - 5 * 86_400, now: today) == 5)

    #expect(try targets() == ["day:5", "day:6", "day:7", "day:8", "day:9", "entry:5"])
    let report = try admin.checkAudit()
    #expect(report.isSound)
    #expect((report.first, report.last) == (6, 11))

    #expect(try admin.pruneAudit(before: today - 5 * 86_400, now: today) == 0)
    #expect(try admin.pruneAudit(before: today - 4 * 86_400, now: today) == 1)
    #expect(try admin.checkAudit().isSound)
  }

  @Test func `even the whole log goes but for the entry that says so`() throws {
    #expect(try admin.pruneAudit(before: today, now: today) == 10)
    #expect(try targets() == ["entry:10"])
    #expect(try admin.checkAudit().isSound)
    #expect(throws: AuditFailure.self) { try admin.pruneAudit(before: today + 1, now: today) }
  }

  @Test func `an entry out of its time keeps those behind it`() throws {
    try site.site.app.write {
      try admin.auditLog.append(AuditEntry("test.act", "late", at: today - 20 * 86_400), $0)
    }
    #expect(try admin.pruneAudit(before: today - 15 * 86_400, now: today) == 0)
  }

  @Test(arguments: ["", "WHERE id = 6", "WHERE id <= 6"])
  func `what stays is as safe from SQL as before`(rows: String) throws {
    _ = try admin.pruneAudit(before: today - 5 * 86_400, now: today)
    #expect(throws: DatabaseError.self) {
      try site.site.app.write { try $0.execute(sql: "DELETE FROM admin_audit \(rows)") }
    }
    #expect(try targets().count == 6)
  }

  @Test func `anchors of what is gone say nothing, the one at the beginning still does`() throws {
    _ = try admin.anchorAudit(now: today)
    try site.site.app.write { try admin.auditLog.append(AuditEntry("test.act", "more", at: today), $0) }
    _ = try admin.pruneAudit(before: today, now: today)
    #expect(try admin.checkAudit().anchors == 1)

    try Forger(site).run("UPDATE admin_audit_chain SET pruned_hash = zeroblob(32)")
    #expect(try admin.checkAudit().findings.map(\.kind) == [.altered, .anchorDiffers])
  }

  @Test func `a log that is not sound is left as it is`() throws {
    try Forger(site).run("UPDATE admin_audit SET target = 'day:0' WHERE id = 3")
    #expect(throws: AuditFailure.self) { try admin.pruneAudit(before: today, now: today) }
    #expect(try targets().count == 10)
  }

  @Test(arguments: [("3", 7), ("0", 0), ("-3", 0), ("soon", 0), ("", 0)])
  func `the daily job anchors, and removes what the setting says`(days: String, gone: Int) throws {
    try site.site.app.write {
      try $0.execute(sql: "INSERT INTO setting (name, value) VALUES ('audit.days', ?)", arguments: [days])
    }
    let job = try #require(admin.jobs.first { $0.name == "admin.audit" })
    try job.run("", today)

    #expect(try targets().count == 10 - gone + (gone > 0 ? 1 : 0))
    let file = site.folder.appending(path: "guarded/admin/anchors")
    let line = try String(contentsOf: file, encoding: .utf8)
    #expect(line.wholeMatch(of: #/2027-01-15T08:00:00Z anchor 1[01] [0-9a-f]{64}\n/#) != nil)
    #expect(try admin.checkAudit().anchors == 1)
  }

  @Test func `kept for ever unless somebody says otherwise`() throws {
    try admin.keepAudit(now: today + 36_500 * 86_400)
    #expect(try targets().count == 10)
  }

  private func targets() throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: "SELECT target FROM admin_audit ORDER BY id") }
  }
}
