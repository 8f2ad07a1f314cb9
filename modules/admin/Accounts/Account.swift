import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account
  func accountShow(_ request: Request) throws -> Response { try accountPage(request, FormCheck()) }

  /// POST /account/password: always with the old one, however lately they have shown who they are. No session
  /// comes from a reset link, which asks for the new password itself.
  func passwordChange(_ request: Request) throws -> Response {
    let account = try request.account()
    let form = try request.form()
    var check = FormCheck()
    try check.take("password-old") { try confirm(form["password-old"], of: account, request) }
    let password = try check.take("password-new") {
      try newPassword(form["password-new"], for: account.name)
    }
    guard check.isGood, let password else {
      return try accountPage(request, check, status: .unprocessableContent)
    }
    let stored = try passwords.hash(password.text)
    try house.write { db in
      try changePassword(
        of: account.id, to: stored, keeping: request.viewer.session, in: authentication.device(request),
        now: request.now, db)
    }
    return .seeOther("/account").flash(.good, "Your password is changed. Everywhere else you are signed out.")
  }

  private func accountPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account()
    let (user, visits, role, mail) = try house.read { db in
      (
        try User.find(account.id, db),
        try Impersonation.list(of: account.id, since: request.now - Impersonation.told, db),
        try KnownRole.title(of: request.viewer.role, db), try User.mail(of: account.id, db)
      )
    }
    let page: Value = [
      "errors": check, "name": account.name, "role": role,
      "since": user?.createdAt.view(from: request.now),
      "restraint": request.viewer.restraint, "visits": visits.map { $0.view(request.now) },
      "hasVisits": !visits.isEmpty, "mail": mail,
      "mayInvite": try request.viewer.can("admin.invite") && house.site.get().signUpMode == .invite,
      "signingIn": try signingIn(request),
      "fields": [
        Self.oldPassword("password-old", check),
        FieldView(
          name: "password-new", label: "New password", type: "password", hint: Password.advice,
          autocomplete: "new-password", error: check["password-new"]),
      ],
    ]
    return try house.page("admin/account", page, request, status: status).waiting(check)
  }
}
