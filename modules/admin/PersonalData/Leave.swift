import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/leave
  func leaveShow(_ request: Request) throws -> Response { try leavePage(request, FormCheck()) }

  /// POST /account/leave
  func leave(_ request: Request) throws -> Response {
    let account = try request.account()
    let form = try request.form()
    var check = FormCheck()
    try confirm("password-old", form, request, &check)
    if !["keep", "remove"].contains(form["posts"]) {
      check.refuse("posts", "Choose what becomes of your posts.")
    }
    if check.isGood,
      try check.take("posts", { try leave(account.id, form["posts"] == "keep", request) }) != nil
    {
      return signedOut(
        "Your account goes in \(AccountDeletion.days) days. Sign in before then if you change your mind.")
    }
    return try leavePage(request, check, status: .unprocessableContent)
  }

  private func leave(_ id: Int64, _ keepingPosts: Bool, _ request: Request) throws {
    try house.write { db in
      guard let user = try User.find(id, db) else { throw Fault.signInFirst }
      try AccountDeletion.begin(of: user, keepingPosts: keepingPosts, now: request.now, db)
      _ = try endSessions(of: id, now: request.now, db)
      try User.changeLock(of: id, db)
      try OneTimeLink.endAll(of: id, db)
      try auditLog.append(
        AuditEntry(
          "user.leave", user.target, after: keepingPosts ? "posts kept" : "posts removed", by: request),
        db)
    }
  }

  /// The page of an account that is being deleted, with the way back. Only the right name and password lead here, and
  /// it signs nobody in.
  func comeBackPage(_ deletion: AccountDeletion, _ request: Request) throws -> Response {
    let (name, token) = try house.write { db in
      (
        try User.find(deletion.user, db)?.name,
        try OneTimeLink.make(.comeBack, for: deletion.user, hours: 1, now: request.now, db)
      )
    }
    let page: Value = [
      "name": name, "day": deletion.leavesAt.day,
      "action": OneTimeLink.Purpose.comeBack.path + token,
    ]
    return try house.page("admin/come-back", page, request).with(.cacheControl, "no-store")
  }

  /// POST /sign-in/return/:token
  func comeBack(_ request: Request) throws -> Response {
    let link = try house.write { db in
      let link = try OneTimeLink.find(.comeBack, request, db)
      try link.end(db)
      guard try AccountDeletion.callOff(of: link.user, db) else { throw Fault.notFound }
      try auditLog.append(AuditEntry("user.return", "user:\(link.user)", by: request), db)
      return link
    }
    return .seeOther("/sign-in").flash(.good, "Good to have you back, \(link.name). Sign in once more.")
  }

  private func leavePage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check, "days": AccountDeletion.days,
      "postsError": check["posts"].map { ["name": "posts", "error": $0] as Value },
      "fields": try confirmationField("password-old", request, check),
    ]
    return try house.page("admin/leave", page, request, status: status).waiting(check)
  }
}
