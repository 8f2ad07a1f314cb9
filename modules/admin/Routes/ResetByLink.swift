import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /sign-in/reset/:token
  func resetShow(_ request: Request) throws -> Response { try resetPage(request, FormCheck()) }

  /// POST /sign-in/reset/:token: signs nobody in, so that a second factor is still asked for.
  func resetFinish(_ request: Request) throws -> Response {
    let link = try house.read { db in try OneTimeLink.find(.reset, request, db) }
    let typed = try request.form()["password-new"]
    var check = FormCheck()
    let stored = try check.take("password-new") {
      let password = try newPassword(typed, for: link.name)
      return try refusing { try passwords.hash(password.text) }
    }
    guard let stored else { return try resetPage(request, check, status: .unprocessableContent) }
    try house.write { db in
      let link = try OneTimeLink.find(.reset, request, db)
      try User.setPassword(stored, of: link.user, db)
      try OneTimeLink.endAll(of: link.user, db)
      try tellEnded(try Session.endAll(of: link.user, db), db)
      try auditLog.append(AuditEntry("user.password-reset", "user:\(link.user)", by: request), db)
    }
    return .seeOther("/sign-in").flash(.good, "Your new password holds. Sign in with it.")
  }

  private func resetPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let link = try house.read { db in try OneTimeLink.find(.reset, request, db) }
    let page: Value = [
      "errors": check, "name": link.name, "action": request.path,
      "fields": [
        FieldView(
          name: "password-new", label: "New password", type: "password", hint: Password.advice,
          autocomplete: "new-password", error: check["password-new"])
      ],
    ]
    return try house.page("admin/reset", page, request, status: status).with(.cacheControl, "no-store")
  }
}
