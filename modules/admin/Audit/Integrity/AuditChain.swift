import Foundation
import GRDB
import Kit

/// A row of the log and the hash that holds it and all before it.
struct AuditLink: Sendable, Equatable {
  let id: Int64
  let hash: Data
}

/// The first and last row of the log, which app.db stores apart from the rows.
struct AuditChain: Sendable {
  /// The last row that was removed; 0 if none was.
  let start: AuditLink
  /// The last row that was written; 0 if none was.
  let end: AuditLink

  static func read(_ db: Database) throws -> AuditChain {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT pruned, pruned_hash, last, last_hash FROM admin_audit_chain"))
    guard let row else { throw AuditFailure(description: "app.db has forgotten where the audit log ends") }
    return AuditChain(
      start: AuditLink(id: row[0], hash: row[1]), end: AuditLink(id: row[2], hash: row[3]))
  }

  /// Removes all rows up to this one. The last entry must be the one that says so.
  static func begin(after link: AuditLink, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE admin_audit_chain SET pruned = ?, pruned_hash = ?", arguments: [link.id, link.hash])
    try db.execute(sql: "DELETE FROM admin_audit WHERE id <= ?", arguments: [link.id])
  }

  /// The last row that may be removed, because the next one is no older than this; nil if there is none.
  static func link(before date: Moment, _ db: Database) throws -> AuditLink? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT id, hash FROM admin_audit
        WHERE id < coalesce(
          (SELECT id FROM admin_audit WHERE at >= ? ORDER BY id LIMIT 1), \(Int64.max))
        ORDER BY id DESC LIMIT 1
        """, arguments: [date])
    return row.map { AuditLink(id: $0[0], hash: $0[1]) }
  }
}

/// Why the audit log can't be checked or shortened, in a sentence for the operator.
public struct AuditFailure: PlainError {
  public let description: String
}
