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

  /// POST /account/sessions/:id/end
  func sessionEnd(_ request: Request) throws -> Response {
    let account = try request.account()
    let id = try request.id("id")
    let ended = try house.write { db in
      let ended = try Session.end(id, of: account.id, db)
      try tellEnded(ended, db)
      return ended
    }
    guard !ended.isEmpty else { throw Fault.notFound }
    guard id != request.viewer.session else {
      return .seeOther("/").setting(authentication.noCookie).flash(.good, "You are signed out.")
    }
    return .seeOther("/account").flash(.good, "That browser is signed out.")
  }

  /// POST /account/sessions/end-others
  func sessionsEndOthers(_ request: Request) throws -> Response {
    let account = try request.account()
    try house.write { db in
      try tellEnded(try Session.endAll(of: account.id, but: request.viewer.session, db), db)
    }
    return .seeOther("/account").flash(.good, "Everywhere else you are signed out.")
  }

  /// Throws `Refusal` for a wrong one; tries are counted as at the door.
  func confirm(_ password: String, of account: Viewer.Account, _ request: Request) throws {
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
    let (user, sessions) = try house.read { db in
      (try User.find(account.id, db), try Session.list(of: account.id, now: request.now, db))
    }
    let page: Value = [
      "errors": check, "name": account.name, "role": request.viewer.role.title,
      "since": user?.createdAt.view(from: request.now),
      "signingIn": try signingIn(request),
      "sessions": sessions.map { $0.view(request) }, "hasOthers": sessions.count > 1,
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

extension Session {
  fileprivate func view(_ request: Request) -> Value {
    [
      "id": String(id), "device": Device.name(agent), "address": address.isEmpty ? "unknown" : address,
      "begun": createdAt.view(from: request.now), "seen": seenAt.view(from: request.now),
      "isCurrent": id == request.viewer.session,
    ]
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
