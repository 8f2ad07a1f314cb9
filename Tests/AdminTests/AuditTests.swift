import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct AuditTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test func `rows are numbered without gaps and each hash holds all before it`() throws {
    for number in 1...5 { try append(AuditEntry("test.act", "thing:\(number)", after: "ü,|", at: .now)) }

    var previous = Data(count: 32)
    for (index, row) in try rows().enumerated() {
      #expect(row.id == Int64(index + 1))
      #expect(AuditRow(id: row.id, entry: row.entry).hash(after: previous) == row.hash)
      previous = row.hash
    }
    #expect(try rows().count == 6)
    #expect(try rows()[0].entry.act == "audit.begin")
  }

  @Test func `no two entries have the same bytes`() {
    let at = Moment(milliseconds: 0)
    let one = AuditRow(id: 1, entry: AuditEntry("a", "b,1:c", before: nil, after: "", at: at))
    let other = AuditRow(id: 1, entry: AuditEntry("a", "b", before: "c", after: nil, at: at))
    let third = AuditRow(id: 1, entry: AuditEntry("a", "b,1:c", before: "", after: nil, at: at))
    #expect(Set([one, other, third].map { $0.hash(after: Data(count: 32)) }).count == 3)
  }

  @Test(arguments: [
    "UPDATE admin_audit SET act = 'nothing'",
    "DELETE FROM admin_audit",
    "INSERT OR REPLACE INTO admin_audit SELECT id, at, 'x', target, before, after, actor, address, request_id, "
      + "hash FROM admin_audit WHERE id = 1",
    "INSERT INTO admin_audit SELECT id + 10, at, act, target, before, after, actor, address, request_id, hash "
      + "FROM admin_audit WHERE id = 2",
  ])
  func `the database itself refuses to change the log`(sql: String) throws {
    try append(AuditEntry("test.act", "thing:1", at: .now))

    #expect(throws: DatabaseError.self) { try site.site.app.write { try $0.execute(sql: sql) } }
    #expect(try rows().count == 2)
  }

  @Test func `an entry goes with the act: neither is there without the other`() throws {
    struct Interrupted: Error {}
    #expect(throws: Interrupted.self) {
      try site.site.app.write { db in
        try site.site.admin.auditLog.append(AuditEntry("test.act", "thing:1", at: .now), db)
        throw Interrupted()
      }
    }
    #expect(try rows().isEmpty)
  }

  @Test func `the page filters by act and by actor and pages through the rest`() throws {
    let ada = try site.admin()
    let david = try site.signUp("david")
    for number in 1...60 { try append(AuditEntry("test.many", "thing:\(number)", actor: ada.id, at: .now)) }
    try append(AuditEntry("test.rare", "thing:<b>", actor: david.id, at: .now))

    let first = site.get("/admin/audit?act=test.many", as: ada)
    #expect(first.text.contains("<code>thing:60</code>"))
    #expect(!first.text.contains("<code>thing:10</code>"))
    let older = try #require(first.text.firstMatch(of: #/rel="next" href="([^"]+)"/#)).output.1
    let second = site.get(String(older).replacing("&amp;", with: "&"), as: ada)
    #expect(second.text.contains("<code>thing:10</code>"))
    #expect(!second.text.contains("<code>thing:11</code>"))

    let his = site.get("/admin/audit?actor=DAVID", as: ada)
    #expect(his.text.contains("thing:&lt;b&gt;"))
    #expect(!his.text.contains("<code>thing:60</code>"))
    #expect(site.get("/admin/audit?actor=nobody-here", as: ada).text.contains("There is no account named"))
    #expect(site.get("/admin/audit?before=x&act=%00", as: ada).status == .ok)
  }

  private func append(_ entry: AuditEntry) throws {
    try site.site.app.write { try site.site.admin.auditLog.append(entry, $0) }
  }

  private func rows() throws -> [(id: Int64, entry: AuditEntry, hash: Data)] {
    try site.site.app.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM admin_audit ORDER BY id").map { row in
        let entry = AuditEntry(
          row["act"], row["target"], before: row["before"], after: row["after"], actor: row["actor"],
          address: row["address"], requestId: row["request_id"], at: row["at"])
        return (row["id"], entry, row["hash"])
      }
    }
  }
}
