import GRDB
import Kit

/// The log of what staff did. It only grows, and each row's hash holds all rows before it.
public struct AuditLog: Sendable {
  /// Writes the entry into the transaction of the act itself, so that neither is there without the other.
  public func append(_ entry: AuditEntry, _ db: Database) throws {
    var end = try AuditChain.read(db).end
    if end.id == 0 { end = try insert(AuditEntry("audit.begin", "audit", at: entry.at), after: end, db) }
    _ = try insert(entry, after: end, db)
  }

  private func insert(_ entry: AuditEntry, after end: AuditLink, _ db: Database) throws -> AuditLink {
    let entry = entry.storable
    let id = end.id + 1
    let link = AuditLink(id: id, hash: AuditSeal(id, entry).hash(after: end.hash))
    try db.cachedStatement(
      sql: """
        INSERT INTO admin_audit
          (id, at, act, target, before, after, actor, acting_as, address, request_id, form, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        id, entry.at, entry.act, entry.target, entry.before, entry.after, entry.actor, entry.actingAs,
        entry.address, entry.requestId, AuditSeal.form, link.hash,
      ])
    return link
  }
}

extension AuditEntry {
  /// SQLite would end a text at its first NUL, and the hash with it would fit no longer.
  fileprivate var storable: AuditEntry {
    func clean(_ text: String) -> String { text.replacing("\0", with: "\u{2400}") }
    return AuditEntry(
      clean(act), clean(target), before: before.map(clean), after: after.map(clean), actor: actor,
      actingAs: actingAs, address: clean(address), requestId: clean(requestId), at: at)
  }
}
