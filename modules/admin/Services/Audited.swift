import GRDB
import Kit

extension AdminModule {
  /// An act on something outside app.db can't share its transaction: what is intended is written before,
  /// what came of it after, under the same request and target.
  func audited(_ intent: AuditEntry, _ act: () throws -> Void) throws {
    try record(intent)
    do {
      try act()
    } catch {
      try record(intent.outcome("failed", "\(error)"))
      throw error
    }
    try record(intent.outcome("done", intent.after))
  }

  func record(_ entry: AuditEntry) throws {
    try house.write { db in try auditLog.append(entry, db) }
  }
}

extension AuditEntry {
  /// `module.disable` becomes `module.disable.done`.
  fileprivate func outcome(_ word: String, _ after: String?) -> AuditEntry {
    AuditEntry(
      "\(act).\(word)", target, before: before, after: after, actor: actor, address: address,
      requestId: requestId, at: at)
  }
}
