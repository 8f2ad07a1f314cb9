import Foundation
import GRDB
import KitTesting

@testable import Admin

/// Somebody who can write app.db and knows SQL.
struct Forger {
  private let file: DatabaseQueue

  init(_ site: TestSite) throws { file = try DatabaseQueue(path: site.folder.appending(path: "app.db").path) }

  /// Runs it on the file itself, past every trigger of the log, which are there again afterwards.
  func run(_ sql: String) throws {
    try file.write { db in try withoutTriggers(db) { try db.execute(sql: sql) } }
  }

  /// Makes a whole new chain that fits together, counter and all.
  func rebuild(instead sql: String) throws {
    try file.write { db in
      try withoutTriggers(db) {
        try db.execute(sql: sql)
        try sealAnew(db)
      }
    }
  }

  private func sealAnew(_ db: Database) throws {
    var link = AuditLink(id: 0, hash: Data(count: 32))
    for line in try AuditLine.list(limit: 1000, db).reversed() {
      link = AuditLink(id: line.id, hash: AuditSeal(line.id, line.entry).hash(after: link.hash))
      try db.execute(
        sql: "UPDATE admin_audit SET hash = ?, form = 2 WHERE id = ?", arguments: [link.hash, link.id])
    }
    try db.execute(
      sql: "UPDATE admin_audit_chain SET last = ?, last_hash = ?", arguments: [link.id, link.hash])
  }

  private func withoutTriggers(_ db: Database, _ work: () throws -> Void) throws {
    let triggers = try Row.fetchAll(
      db,
      sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE 'admin_audit%'")
    for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
    try work()
    for trigger in triggers { try db.execute(sql: trigger["sql"]) }
  }
}
