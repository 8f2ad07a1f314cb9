import Crypto
import Foundation
import GRDB
import Kit

/// What people with power did. It only grows, and each row's hash holds all rows before it.
public struct AuditLog: Sendable {
  /// Writes the entry into the transaction of the act itself, so that neither is there without the other.
  public func append(_ entry: AuditEntry, _ db: Database) throws {
    guard let last = try Self.last(db) else {
      try insert(AuditEntry("audit.begin", "audit", at: entry.at), after: (0, Data(count: 32)), db)
      return try append(entry, db)
    }
    try insert(entry, after: last, db)
  }

  private static func last(_ db: Database) throws -> (id: Int64, hash: Data)? {
    try Row.fetchOne(db, sql: "SELECT id, hash FROM admin_audit ORDER BY id DESC LIMIT 1")
      .map { ($0["id"], $0["hash"]) }
  }

  private func insert(_ entry: AuditEntry, after last: (id: Int64, hash: Data), _ db: Database) throws {
    let row = AuditRow(id: last.id + 1, entry: entry)
    try db.execute(
      sql: """
        INSERT INTO admin_audit (id, at, act, target, before, after, actor, address, request_id, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        row.id, entry.at, entry.act, entry.target, entry.before, entry.after, entry.actor, entry.address,
        entry.requestId, row.hash(after: last.hash),
      ])
  }
}

/// An entry in its place in the log.
struct AuditRow: Sendable {
  let id: Int64
  let entry: AuditEntry

  func hash(after previous: Data) -> Data { Data(SHA256.hash(data: previous + canonical)) }

  /// Every field with its length, so that no two rows have the same bytes: `2:17,13:module.enable,-,…`
  private var canonical: Data {
    let fields: [String?] = [
      "\(id)", "\(entry.at.milliseconds)", entry.act, entry.target, entry.before, entry.after,
      entry.actor.map { "\($0)" }, entry.address, entry.requestId,
    ]
    return Data(fields.map { $0.map { "\($0.utf8.count):\($0)," } ?? "-," }.joined().utf8)
  }
}
