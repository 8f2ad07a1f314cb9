import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /sign-in/reset/:token
  func resetShow(_ request: Request) throws -> Response { try resetPage(request, FormCheck()) }

  /// POST /sign-in/reset/:token: signs nobody in, so that a second factor is still asked for.
  func resetFinish(_ request: Request) throws -> Response {
    let link = try house.read { db in try resetLink(request, db) }
    let typed = try request.form()["password-new"]
    var check = FormCheck()
    let stored = try check.take("password-new") {
      let password = try newPassword(typed, for: link.name)
      return try refusing { try passwords.hash(password.text) }
    }
    guard let stored else { return try resetPage(request, check, status: .unprocessableContent) }
    try house.write { db in
      let link = try resetLink(request, db)
      try changePassword(of: link.user, to: stored, now: request.now, db)
      try auditLog.append(AuditEntry("user.password-reset", "user:\(link.user)", by: request), db)
    }
    return .seeOther("/sign-in").flash(.good, "Your new password holds. Sign in with it.")
  }

  /// Throws for a link of staff who might not make it any more: either account may have got another role, or its role
  /// more rights.
  private func resetLink(_ request: Request, _ db: Database) throws -> OneTimeLink {
    let link = try OneTimeLink.find(.reset, request, db)
    guard let maker = link.maker else { return link }
    guard let maker = try User.find(maker, db), let user = try User.find(link.user, db),
      try Sanction.current(.suspended, of: maker.id, now: request.now, db) == nil,
      case let rank = try Rank(of: maker, db), rank.viewer.can("admin.users"), rank.mayChange(user)
    else { throw OneTimeLink.over }
    return link
  }

  private func resetPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let link = try house.read { db in try resetLink(request, db) }
    let page: Value = [
      "errors": check, "name": link.name, "action": request.path,
      "fields": [
        FieldView(
          name: "password-new", label: "New password", type: "password", hint: Password.advice,
          autocomplete: "new-password", error: check["password-new"])
      ],
    ]
    return try house.page("admin/reset", page, request, status: status).with(.cacheControl, "no-store")
      .waiting(check)
  }
}
