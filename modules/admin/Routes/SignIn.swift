import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /sign-in
  func signInShow(_ request: Request) throws -> Response {
    let next = NextPath.of(request.query["next"])
    guard request.viewer.isGuest else { return .seeOther(next) }
    return try signInPage(request, name: "", next: next, FormCheck())
  }

  /// POST /sign-in
  func signIn(_ request: Request) throws -> Response {
    let form = try request.form()
    let (name, next) = (form["name"], NextPath.of(form["next"]))
    let limits = Throttle.signIn(name: name, address: request.address)
    var check = FormCheck()
    let user: User?
    do {
      try throttle.admit(limits.own + [limits.address], now: request.now)
      user = try authentication.user(name: name, password: form["password"])
    } catch let fault as Fault {
      house.security.note(.refused("sign-in", "too many tries"), request)
      check.refuse("name", fault.message)
      return try signInPage(request, name: name, next: next, check, status: fault.status)
    }
    guard let user else {
      try noteWrong(name, request)
      check.refuse("name", "This name and this password don't belong together." + (try waitingHint()))
      return try signInPage(request, name: name, next: next, check, status: .unprocessableContent)
    }
    try throttle.forget(limits.own)
    if let farewell = try house.read({ db in try Farewell.find(of: user.id, db) }) {
      return try comeBackPage(user, farewell, request)
    }
    return try letIn(user.id, request, next: next)
  }

  /// POST /sign-out; in somebody else's name it leads back to oneself
  func signOut(_ request: Request) throws -> Response {
    guard request.viewer.actedBy == nil else { return try actingEnd(request) }
    if let session = request.viewer.session, let account = request.viewer.account {
      try house.write { db in try tellEnded(try Session.end(session, of: account.id, db), db) }
      house.security.note(.granted("sign-out", account: account.id), request)
    }
    return signedOut()
  }

  /// Opens a session in place of the one that this browser had.
  func enter(_ user: Int64, _ request: Request, next: String) throws -> Response {
    let token = try house.write { db in
      if let old = request.viewer.session, let account = request.viewer.account {
        try tellEnded(try Session.end(old, of: account.id, db), db)
      }
      return try openSession(for: user, request, db)
    }
    house.security.note(.granted("sign-in", account: user), request)
    return .seeOther(next).setting(authentication.cookie(token))
  }

  /// Throws `Fault` 403, which says why and until when, for an account that is suspended.
  func openSession(for user: Int64, _ request: Request, _ db: Database) throws -> String {
    if let suspension = try Sanction.current(.suspended, of: user, now: request.now, db) {
      house.security.note(.refused("sign-in", "suspended", account: user), request)
      throw Fault(.forbidden, suspension.sentence)
    }
    return try Session.open(
      for: user, address: request.address, agent: request.header(.userAgent) ?? "", now: request.now, db)
  }

  /// A name that nobody has is not written down: it may be a password in the wrong field.
  private func noteWrong(_ name: String, _ request: Request) throws {
    let known = try house.read { db in try User.named(name, db) }
    house.security.note(
      known == nil
        ? .refused("sign-in", "unknown name") : .refused("sign-in", "wrong password", account: known?.id),
      request)
  }

  /// The same for everybody: who waits is nobody's business.
  private func waitingHint() throws -> String {
    try house.site.get().signUpMode == .approval
      ? " If you asked to join, an admin may not have read it yet." : ""
  }

  func signInPage(
    _ request: Request, name: String, next: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check, "next": next, "query": NextPath.query(next),
      "passkey": Self.signInPasskey(isOffered: true),
      "fields": [
        FieldView(
          name: "name", label: "Name", typed: name, autocomplete: "username webauthn",
          error: check["name"]),
        FieldView(name: "password", label: "Password", type: "password", autocomplete: "current-password"),
      ],
    ]
    return try house.page("admin/sign-in", page, request, status: status)
  }
}
