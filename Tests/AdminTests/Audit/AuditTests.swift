import Components
import Foundation
import GRDB
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
    let lines = try lines()
    for (index, line) in lines.enumerated() {
      #expect(line.id == Int64(index + 1))
      #expect(AuditSeal(line.id, line.entry).hash(after: previous) == line.hash)
      previous = line.hash
    }
    #expect(lines.map(\.entry.act) == ["audit.begin"] + Array(repeating: "test.act", count: 5))
  }

  @Test func `who used whose account is part of the entry`() throws {
    try append(AuditEntry("test.act", "thing:1", actor: 1, actingAs: 2, at: .now))
    let entry = try #require(try lines().last?.entry)
    #expect((entry.actor, entry.actingAs) == (1, 2))
  }

  @Test func `no two entries have the same bytes, whatever stands in them`() {
    let texts = ["", "-", "-,", ",", ":", "1:a", "1:a,", "0:,", "2;", "\u{202E}", "\r\n", "1"]
    let options: [String?] = [nil] + texts
    var seen: Set<Data> = []
    var count = 0
    for act in texts {
      for target in texts {
        for before in options {
          for after in options {
            let entry = AuditEntry(act, target, before: before, after: after, at: Moment(milliseconds: 0))
            let fields = AuditSeal(1, entry).fields
            seen.formUnion([1, 2].compactMap { AuditSeal(form: $0, fields: fields)?.canonical })
            count += 2
          }
        }
      }
    }
    #expect(seen.count == count)
  }

  @Test func `numbers can't pass for one another or for nothing`() {
    func bytes(_ id: Int64, _ at: Int64, _ actor: Int64?, _ actingAs: Int64?) -> Data {
      AuditSeal(
        id, AuditEntry("a", "b", actor: actor, actingAs: actingAs, at: Moment(milliseconds: at))
      ).canonical
    }
    let all = [
      bytes(1, 11, 1, nil), bytes(11, 1, 1, nil), bytes(1, 11, nil, 1), bytes(1, 11, nil, nil),
      bytes(1, 11, 1, 1), bytes(1, 11, 0, nil), bytes(1, 11, -1, nil),
    ]
    #expect(Set(all).count == all.count)
  }

  @Test func `a text that SQLite would cut at a NUL is kept whole`() throws {
    try append(AuditEntry("test.act", "thing:1", after: "a\0b", at: .now))
    #expect(try lines().last?.entry.after == "a\u{2400}b")
    #expect(try site.site.admin.checkAudit().isSound)
  }

  @Test(arguments: [
    "UPDATE admin_audit SET act = 'nothing'",
    "UPDATE OR REPLACE admin_audit SET id = 1 WHERE id = 2",
    "DELETE FROM admin_audit",
    "DELETE FROM admin_audit WHERE id = 1",
    "INSERT OR REPLACE INTO admin_audit SELECT * FROM admin_audit WHERE id = 1",
    "REPLACE INTO admin_audit SELECT * FROM admin_audit WHERE id = 2",
    "PRAGMA recursive_triggers = ON; REPLACE INTO admin_audit SELECT * FROM admin_audit WHERE id = 2",
    "INSERT INTO admin_audit SELECT * FROM admin_audit WHERE id = 1 "
      + "ON CONFLICT (id) DO UPDATE SET act = 'nothing'",
    "INSERT INTO admin_audit (id, at, act, target, address, request_id, hash) "
      + "VALUES (12, 0, 'a', 'b', '', '', x'')",
    "INSERT INTO admin_audit (at, act, target, address, request_id, hash) VALUES (0, 'a', 'b', '', '', x'')",
    "UPDATE admin_audit_chain SET last = 1, last_hash = (SELECT hash FROM admin_audit WHERE id = 1)",
    "UPDATE admin_audit_chain SET last_hash = x''",
    "UPDATE admin_audit_chain SET pruned = 1, pruned_hash = (SELECT hash FROM admin_audit WHERE id = 1)",
    "UPDATE admin_audit_chain SET pruned = 2",
    "UPDATE admin_audit_chain SET id = 2",
    "DELETE FROM admin_audit_chain",
    "REPLACE INTO admin_audit_chain VALUES (1, 2, x'', 2, x'')",
    "INSERT INTO admin_audit_chain VALUES (1, 2, x'', 2, x'') ON CONFLICT (id) DO UPDATE SET pruned = 2",
  ])
  func `the database itself refuses to change the log`(sql: String) throws {
    try append(AuditEntry("test.act", "thing:1", at: .now))

    #expect(throws: DatabaseError.self) { try site.site.app.write { try $0.execute(sql: sql) } }
    #expect(try lines().count == 2)
    #expect(try site.site.admin.checkAudit().isSound)
  }

  @Test func `an entry goes with the act: neither is there without the other`() throws {
    struct Interrupted: Error {}
    #expect(throws: Interrupted.self) {
      try site.site.app.write { db in
        try site.site.admin.auditLog.append(AuditEntry("test.act", "thing:1", at: .now), db)
        throw Interrupted()
      }
    }
    #expect(try lines().isEmpty)
  }

  private func append(_ entry: AuditEntry) throws {
    try site.site.app.write { try site.site.admin.auditLog.append(entry, $0) }
  }

  /// The oldest first.
  private func lines() throws -> [AuditLine] {
    try site.site.app.read { try AuditLine.list(limit: 1000, $0) }.reversed()
  }
}
