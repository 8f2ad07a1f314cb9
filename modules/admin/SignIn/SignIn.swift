import Foundation
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
    let door = Door.signIn(
      name: name, address: request.address, device: try knownDevice(for: name, request))
    var check = FormCheck()
    let entrant: Entrant?
    do {
      entrant = try throttle.attempt(door, now: request.now) {
        try authentication.entrant(name: name, password: form["password"], as: $0)
      }
    } catch let fault as Fault {
      house.security.note(.refused("sign-in", "too many tries"), request)
      check.refuse("name", Refusal(fault))
      return try signInPage(request, name: name, next: next, check, status: fault.status)
    }
    guard let entrant else {
      try noteWrong(name, request)
      check.refuse("name", "This name and this password don't belong together." + (try waitingHint()))
      return try signInPage(request, name: name, next: next, check, status: .unprocessableContent)
    }
    if let deletion = try house.read({ db in try AccountDeletion.find(of: entrant.user, db) }) {
      return try comeBackPage(deletion, request)
    }
    return try letIn(entrant, request, next: next)
  }

  /// The page of the door with what was typed, for a form that could not be believed; nil for any other address.
  public func doorAgain(_ request: Request, _ fault: Fault) throws -> Response? {
    guard request.path == "/sign-in", request.method == .post, let form = try? request.form() else {
      return nil
    }
    var check = FormCheck()
    check.refuse("name", fault.message)
    return try signInPage(
      request, name: form["name"], next: NextPath.of(form["next"]), check, status: fault.status)
  }

  /// What this browser is known by to the account of that name. The same work for a name that nobody has.
  private func knownDevice(for name: String, _ request: Request) throws -> String? {
    guard let token = authentication.device(request) else { return nil }
    return try house.read { db in
      try deviceKnown(token, to: User.named(name, db)?.id ?? 0, now: request.now, db)
    }
  }

  private func deviceKnown(_ token: String, to user: Int64, now: Moment, _ db: Database) throws -> String? {
    guard let hash = KnownDevice.hash(token, of: user),
      try KnownDevice.isKnown(hash, to: user, now: now, db)
    else { return nil }
    return "device:\(hash.base64EncodedString())"
  }

  /// What tells a try at the account's codes from those of others: the session, or a browser that is known.
  func known(to user: Int64, _ request: Request) throws -> String? {
    if let session = request.viewer.session, request.viewer.account?.id == user {
      return "session:\(session)"
    }
    guard let token = authentication.device(request) else { return nil }
    return try house.read { db in try deviceKnown(token, to: user, now: request.now, db) }
  }

  /// POST /sign-out; in somebody else's name it leads back to oneself
  func signOut(_ request: Request) throws -> Response {
    guard request.viewer.actedBy == nil else { return try impersonationEnd(request) }
    if let session = request.viewer.session, let account = request.viewer.account {
      try house.write { db in
        try tellEnded(try Session.end(session, of: account.id, db), now: request.now, db)
      }
      house.security.note(.granted("sign-out", account: account.id), request)
    }
    return signedOut()
  }

  /// Opens a session in place of the one that this browser had.
  func enter(_ entrant: Entrant, _ request: Request, next: String) throws -> Response {
    do {
      let entry = try house.write { db in
        if let old = request.viewer.session, let account = request.viewer.account {
          try tellEnded(try Session.end(old, of: account.id, db), now: request.now, db)
        }
        return try openSession(for: entrant, request, db)
      }
      house.security.note(.granted("sign-in", account: entrant.user), request)
      return show(entry, Response.seeOther(next))
    } catch let refusal as Refusal {
      house.security.note(.refused("sign-in", "an older lock", account: entrant.user), request)
      return .seeOther("/sign-in" + (NextPath.query(next).map { "?\($0)" } ?? ""))
        .flash(.warn, refusal.sentence)
    }
  }

  /// The cookies of somebody who has come in.
  func show(_ entry: Entry, _ response: Response) -> Response {
    response.setting(authentication.cookie(entry.session)).setting(authentication.deviceCookie(entry.device))
  }

  /// Tokens of a new session, and of the browser that is known from now on.
  struct Entry {
    let session: String
    let device: String
  }

  /// Throws `Fault` 403, which says why and until when, for an account that is suspended, and `Refusal` where
  /// the account's lock has been changed since the password was typed.
  func openSession(for entrant: Entrant, _ request: Request, _ db: Database) throws -> Entry {
    if let suspension = try Sanction.current(.suspended, of: entrant.user, now: request.now, db) {
      house.security.note(.refused("sign-in", "suspended", account: entrant.user), request)
      throw Fault(.forbidden, suspension.sentence)
    }
    if let password = entrant.password {
      guard try User.lock(of: entrant.user, db) == password else {
        throw Refusal("Something about this account was changed meanwhile. Please sign in once more.")
      }
    }
    let session = try Session.open(
      for: entrant.user, address: request.address, agent: request.header(.userAgent) ?? "",
      now: request.now, db)
    let device = authentication.device(request) ?? Token.make()
    try KnownDevice.remember(device, of: entrant.user, now: request.now, db)
    return Entry(session: session, device: device)
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
      "passkey": passkeysMissing == nil ? signInPasskey(isOffered: true) : nil,
      "fields": [
        FieldView(
          name: "name", label: "Name", typed: name, autocomplete: "username webauthn",
          error: check["name"]),
        FieldView(name: "password", label: "Password", type: "password", autocomplete: "current-password"),
      ],
    ]
    return try house.page("admin/sign-in", page, request, status: status).waiting(check)
  }
}
