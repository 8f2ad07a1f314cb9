import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// POST /admin/users/:id/remove-posts: everything that the account wrote, in every house
  func tracesRemove(_ request: Request) throws -> Response {
    let user = try house.read { db in try userToDiscipline(request, db) }
    let amount = try house.audited(
      AuditEntry("user.posts.remove", user.target, by: request), outcome: TraceRemoval.words
    ) {
      let amount = try house.doors.traces.remove(user.id, request.now)
      try house.write { db in
        try TraceRemoval.add(amount, of: user.id, by: request.account().id, now: request.now, db)
      }
      return amount
    }
    return .seeOther(user.href).flash(.good, "Removed: \(TraceRemoval.words(amount)) by \(user.name).")
  }

  /// POST /admin/users/:id/restore-posts
  func tracesRestore(_ request: Request) throws -> Response {
    let user = try house.read { db in try userToDiscipline(request, db) }
    let amount = try house.audited(
      AuditEntry("user.posts.restore", user.target, by: request), outcome: TraceRemoval.words
    ) {
      let amount = try house.doors.traces.restore(user.id, request.now)
      try house.write { db in try TraceRemoval.forget(user.id, db) }
      return amount
    }
    return .seeOther(user.href).flash(.good, "Back again: \(TraceRemoval.words(amount)) by \(user.name).")
  }
}
