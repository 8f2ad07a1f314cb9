import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// Signs somebody in, or leads to the second factor where the account has one. Every sign-in without a passkey goes
  /// through here, so that none leads around the second factor.
  func letIn(_ entrant: Entrant, _ request: Request, next: String) throws -> Response {
    guard try house.read({ db in try !SecondFactors(of: entrant.user, db).isEmpty }) else {
      return try enter(entrant, request, next: next)
    }
    house.security.note(
      .granted("password, before a second factor", account: entrant.user), request)
    let token = Token.make()
    try tickets.issue(.halfway(token), for: entrant, now: request.now)
    let query = NextPath.query(next).map { "?\($0)" } ?? ""
    return Response.seeOther("/sign-in/second\(query)")
      .setting(authentication.doorCookie(authentication.halfwayName, token))
  }

  /// GET /sign-in/second
  func secondShow(_ request: Request) throws -> Response {
    let next = NextPath.of(request.query["next"])
    guard let (_, entrant) = try halfway(request) else { return Self.backToPassword(next) }
    return try secondPage(request, entrant.user, next: next, FormCheck())
  }

  /// POST /sign-in/second
  func second(_ request: Request) throws -> Response {
    let form = try request.form()
    let next = NextPath.of(form["next"])
    guard let (ticket, entrant) = try halfway(request) else { return Self.backToPassword(next) }
    var check = FormCheck()
    try check.take("code") { try take(anyCode: form["code"], of: entrant.user, request) }
    guard check.isGood else {
      return try secondPage(request, entrant.user, next: next, check, status: .unprocessableContent)
    }
    guard try tickets.spend(ticket, now: request.now) else { return Self.backToPassword(next) }
    return try enter(entrant, request, next: next)
      .setting(authentication.noCookie(authentication.halfwayName))
  }

  /// The sign-in that waits; nil once the account's lock is another one, so that no code is taken.
  private func halfway(_ request: Request) throws -> (Tickets.Ticket, Entrant)? {
    guard let token = request.cookies[authentication.halfwayName] else { return nil }
    let ticket = Tickets.Ticket.halfway(token)
    guard let entrant = try tickets.entrant(of: ticket, now: request.now),
      try house.read({ db in try User.lock(of: entrant.user, db) }) == entrant.password
    else { return nil }
    return (ticket, entrant)
  }

  private static func backToPassword(_ next: String) -> Response {
    .seeOther("/sign-in" + (NextPath.query(next).map { "?\($0)" } ?? ""))
      .flash(
        .warn,
        "That took too long, or something about this account was changed meanwhile. Please sign in once more."
      )
  }

  private func secondPage(
    _ request: Request, _ user: Int64, next: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let factors = try house.read { db in try SecondFactors(of: user, db) }
    let hasApp = factors.app != nil
    let missing = factors.passkeys.isEmpty ? nil : missing(factors.passkeys)
    let page: Value = [
      "errors": check, "next": next, "hasApp": hasApp,
      "fields": [
        FieldView(
          name: "code", label: hasApp ? "Code" : "Recovery code",
          hint: hasApp ? "Six digits from your authenticator app, or one of your recovery codes." : nil,
          autocomplete: "one-time-code", error: check["code"])
      ],
      "missing": missing,
      "passkey": factors.passkeys.isEmpty || missing != nil ? nil : signInPasskey(isOffered: false),
    ]
    return try house.page("admin/sign-in-second", page, request, status: status)
      .with(.cacheControl, "no-store").waiting(check)
  }
}
