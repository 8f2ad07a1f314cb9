extension House {
  /// An act on something outside app.db can't share its transaction. What is intended is written before it,
  /// what came of it after, under the same request and target: an act cut short is an intent without an
  /// outcome. `outcome` says more than the intent could know.
  @discardableResult
  public func audited<Answer>(
    _ entry: AuditEntry, outcome: (Answer) -> String? = { _ in nil }, _ act: () throws -> Answer
  ) throws -> Answer {
    try record(entry.step("intent", entry.after))
    let answer: Answer
    do {
      answer = try act()
    } catch {
      try record(entry.step("failed", "\(Cause(error))"))
      throw error
    }
    try record(entry.step("done", outcome(answer) ?? entry.after))
    return answer
  }

  /// An entry in a transaction of its own, for what changes nothing in app.db.
  public func record(_ entry: AuditEntry) throws {
    try write { db in try doors.audit(entry, db) }
  }
}

extension AuditEntry {
  /// `module.disable` becomes `module.disable.done`.
  fileprivate func step(_ word: String, _ after: String?) -> AuditEntry {
    AuditEntry(
      "\(act).\(word)", target, before: before, after: after, actor: actor, actingAs: actingAs,
      address: address, requestId: requestId, at: at)
  }
}
