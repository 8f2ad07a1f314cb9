import Kit

extension ForumsModule {
  /// POST /forums/thread/:id/moderate with act=lock, unlock, pin or unpin
  func threadModerate(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let act = try request.form()["act"]
    let thread = try house.write { db in
      let thread = try Thread.find(id, for: request.viewer, db)
      try request.viewer.require("forums.moderate", in: thread.scope)
      let before = thread.state
      switch act {
      case "lock", "unlock": try thread.setLocked(act == "lock", db)
      case "pin", "unpin": try thread.setPinned(act == "pin", db)
      default: throw Fault.badRequest("A thread can be locked, unlocked, pinned or unpinned.")
      }
      let after = try Thread.find(id, for: request.viewer, db).state
      try house.doors.audit(
        AuditEntry("thread.\(act)", "thread:\(id)", before: before, after: after, by: request), db)
      return thread
    }
    return .seeOther(thread.address)
  }
}

extension Thread {
  /// For the audit log.
  fileprivate var state: String { (isLocked ? "locked" : "open") + (isPinned ? ", pinned" : "") }
}
