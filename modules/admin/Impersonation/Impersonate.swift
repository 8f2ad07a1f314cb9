import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// POST /admin/users/:id/act-as: the admin's session waits; another one begins, in the person's name
  func impersonationBegin(_ request: Request) throws -> Response {
    guard let session = request.viewer.session else { throw Fault.signInFirst }
    let (user, token) = try house.write { db in
      let user = try userToDiscipline(request, db)
      guard try Rank(request.viewer, db).mayActAs(user) else {
        throw Fault(.forbidden, "\(user.name) may see what you may not, so this is not yours to do.")
      }
      if let suspension = try Sanction.current(.suspended, of: user.id, now: request.now, db) {
        throw Fault.invalid(suspension.sentence)
      }
      let token = try Impersonation.begin(as: user, by: request.account().id, from: session, request, db)
      try auditLog.append(AuditEntry("user.act-as", user.target, by: request), db)
      return (user, token)
    }
    return .seeOther("/").setting(authentication.cookie(token))
      .flash(.warn, "You are looking at the site as \(user.name).")
  }

  /// GET /account/acting/raise
  func impersonationRaiseAsk(_ request: Request) throws -> Response { try raisePage(request, FormCheck()) }

  /// POST /account/acting/raise
  func impersonationRaise(_ request: Request) throws -> Response {
    var check = FormCheck()
    let reason = try check.take("reason") { try Remark(request.form()["reason"]) }
    guard let reason, let session = request.viewer.session, request.viewer.actedBy != nil else {
      return try raisePage(request, check, status: .unprocessableContent)
    }
    let account = try request.account()
    try house.write { db in
      try Impersonation.raise(session, for: reason, db)
      try auditLog.append(
        AuditEntry("user.act-as.raise", "user:\(account.id)", after: reason.text, by: request), db)
    }
    return .seeOther("/").flash(.warn, "What you do now, \(account.name) does.")
  }

  /// POST /account/acting/end: back to the admin's own session
  func impersonationEnd(_ request: Request) throws -> Response {
    guard request.viewer.actedBy != nil, let session = request.viewer.session else { return .seeOther("/") }
    let account = try request.account()
    let token: String? = try house.write { db in
      guard let impersonation = try Impersonation.find(session: session, db),
        try impersonation.end(at: request.now, db)
      else {
        return nil
      }
      try house.doors.publish(Event("session.revoked", key: "\(session)", to: .daemon), db)
      try auditLog.append(AuditEntry("user.act-as.end", "user:\(account.id)", by: request), db)
      return try impersonation.giveBack(now: request.now, db)
    }
    return .seeOther("/admin/users/\(account.id)")
      .setting(token.map(authentication.cookie) ?? authentication.noCookie)
      .flash(.good, "You are yourself again.")
  }

  private func raisePage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    guard request.viewer.actedBy != nil else { throw Fault.notFound }
    let typed = request.method == .post ? try request.form()["reason"] : nil
    let page: Value = [
      "errors": check, "name": try request.account().name,
      "fields": [
        FieldView(
          name: "reason", label: "Why you have to write in their name", typed: typed,
          hint: "It goes into the audit log, and they will read it.", autocomplete: "off",
          error: check["reason"])
      ],
    ]
    return try house.page("admin/acting", page, request, status: status)
  }
}

extension Impersonation {
  /// As the person is told of it.
  func view(_ now: Moment) -> Value {
    let minutes = endedAt.map { max(1, ($0.milliseconds - begunAt.milliseconds + 59_999) / 60_000) }
    return [
      "actor": actor ?? "Somebody who has left", "time": begunAt.view(from: now), "raised": raisedFor,
      "length": minutes.map { $0 == 1 ? "for a minute" : "for \($0) minutes" }
        ?? "for at most \(Self.limit / 60) minutes",
    ]
  }
}
