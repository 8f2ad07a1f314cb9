import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account
  func accountShow(_ request: Request) throws -> Response { try accountPage(request, FormCheck()) }

  /// POST /account/password
  func passwordChange(_ request: Request) throws -> Response {
    let account = try request.account()
    let form = try request.form()
    var check = FormCheck()
    try check.take("password-old") { try confirm(form["password-old"], of: account, request) }
    let password = try check.take("password-new") { try Password(form["password-new"]) }
    guard check.isGood, let password else {
      return try accountPage(request, check, status: .unprocessableContent)
    }
    let stored = try passwords.hash(password.text)
    try house.write { db in
      try User.setPassword(stored, of: account.id, db)
      try tellEnded(try Session.endAll(of: account.id, but: request.viewer.session, db), db)
    }
    return .seeOther("/account").flash(.good, "Your password is changed. Everywhere else you are signed out.")
  }

  /// Throws `Refusal` for a wrong one; tries are counted as at the door.
  private func confirm(_ password: String, of account: Viewer.Account, _ request: Request) throws {
    let limits = Throttle.signIn(name: account.name, address: request.address)
    do {
      try throttle.admit(limits.own, now: request.now)
    } catch let fault as Fault {
      throw Refusal(fault.message)
    }
    guard try authentication.user(name: account.name, password: password) != nil else {
      throw Refusal("This is not your password so far.")
    }
    try throttle.forget(limits.own)
  }

  private func accountPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account()
    let (user, visits) = try house.read { db in
      (try User.find(account.id, db), try Acting.list(of: account.id, since: request.now - Acting.told, db))
    }
    let page: Value = [
      "errors": check, "name": account.name, "role": request.viewer.role.title,
      "since": user?.createdAt.view(from: request.now),
      "restraint": request.viewer.restraint, "visits": visits.map { $0.view(request.now) },
      "hasVisits": !visits.isEmpty,
      "fields": [
        FieldView(
          name: "password-old", label: "Password so far", type: "password", autocomplete: "current-password",
          error: check["password-old"]),
        FieldView(
          name: "password-new", label: "New password", type: "password", hint: "At least 8 characters.",
          autocomplete: "new-password", error: check["password-new"]),
      ],
    ]
    return try house.page("admin/account", page, request, status: status)
  }
}

extension Role {
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  /// For columns and choices.
  var plural: String {
    switch self {
    case .guest: "Guests"
    case .member: "Members"
    case .moderator: "Moderators"
    case .admin: "Admins"
    }
  }
}
