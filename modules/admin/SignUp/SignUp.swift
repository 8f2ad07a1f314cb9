import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /sign-up, GET /sign-up/:token
  func signUpShow(_ request: Request) throws -> Response {
    let next = NextPath.of(request.query["next"])
    guard request.viewer.isGuest else { return .seeOther(next) }
    let door = try door(request)
    if case .shut(let why) = door { return try signUpShut(why, request) }
    return try signUpPage(request, door, SignUpForm(next: next), FormCheck())
  }

  /// POST /sign-up, POST /sign-up/:token
  func signUp(_ request: Request) throws -> Response {
    let door = try door(request)
    if case .shut(let why) = door { return try signUpShut(why, request, status: .forbidden) }
    let typed = SignUpForm(try request.form())
    var check = FormCheck()
    let name = try check.take("name") { try AccountName(forNewcomer: typed.name) }
    let password = try check.take("password") { try newPassword(typed.password, for: typed.name) }
    let words = try door == .approval ? check.take("words") { try Newcomer.words(typed.words) } : ""
    if let sentence = try suspicion(typed, request) {
      house.security.note(.refused("sign-up", "like a program"), request)
      check.refuse("name", sentence)
    }
    if check.isGood, let name, let password, let words,
      let user = try check.take("name", { try register(name, password, words, door, request) })
    {
      guard let user else { return try house.page("admin/sign-up-waiting", ["name": name.text], request) }
      return try enter(Entrant(user: user), request, next: typed.next).flash(.good, "Welcome, \(name.text).")
    }
    return try signUpPage(request, door, typed, check, status: .unprocessableContent)
  }

  /// Milliseconds for which a form may lie open.
  private static let longestSitting: Int64 = 86_400_000

  private func door(_ request: Request) throws -> SignUpDoor {
    try house.read { db in try signUpDoor(for: request, house.site.get(db), db) }
  }

  /// Why the form looks like a program's; nil for people.
  private func suspicion(_ typed: SignUpForm, _ request: Request) throws -> String? {
    guard typed.trap.isEmpty else {
      return "Something filled in a field that people don't see. Please send the form again by hand."
    }
    let pause = try house.site.get().number(.signUpPause)
    guard pause > 0 else { return nil }
    let age = try house.read { db in try FormStamp(db).age(typed.stamp, now: request.now) }
    guard let age, age < Self.longestSitting else {
      return "This form was open for too long. Please send it again."
    }
    return age < Int64(pause) * 1000
      ? "That was faster than people write. Please wait a moment and send it again." : nil
  }

  /// The new account; nil for somebody who waits now. Throws `Refusal`.
  private func register(
    _ name: AccountName, _ password: Password, _ words: String, _ door: SignUpDoor, _ request: Request
  ) throws -> Int64? {
    let hash = { caller in try passwords.hash(password.text, as: caller) as String? }
    let stored = try refusing {
      try throttle.attempt(.signUp(address: request.address), now: request.now, hash)
    }
    guard let stored else { throw HashPlaces.full }
    return try house.write { db in
      guard try signUpDoor(for: request, SiteSettings(db), db) == door else {
        throw Refusal("Somebody else came by this invitation meanwhile.")
      }
      guard door != .approval else {
        try Newcomer.add(
          name, password: stored, words: words, address: request.address, now: request.now, db)
        return nil
      }
      let user = try User.create(name, password: stored, role: .member, now: request.now, db)
      if case .invited(let invite) = door { try Invite.use(invite, by: user, now: request.now, db) }
      return user
    }
  }

  private func signUpShut(_ why: String, _ request: Request, status: Response.Status = .ok) throws -> Response
  {
    try house.page("admin/sign-up-shut", ["why": why], request, status: status)
  }

  private func signUpPage(
    _ request: Request, _ door: SignUpDoor, _ typed: SignUpForm, _ check: FormCheck,
    status: Response.Status = .ok
  ) throws -> Response {
    let stamp = try house.read { db in
      let stamps = try FormStamp(db)
      // A form that is shown again was first shown when it was.
      return stamps.age(typed.stamp, now: request.now).map { $0 < Self.longestSitting } == true
        ? typed.stamp : stamps.make(now: request.now)
    }
    let page: Value = [
      "errors": check, "action": request.path, "next": typed.next, "query": NextPath.query(typed.next),
      "stamp": stamp, "fields": Self.newAccountFields(typed.name, check), "asksWords": door == .approval,
      "words": typed.words, "wordsError": check["words"].map { ["name": "words", "error": $0] as Value },
      "hasRules": try !house.site.get()[.rules].isEmpty,
    ]
    return try house.page("admin/sign-up", page, request, status: status).with(.cacheControl, "no-store")
      .waiting(check)
  }

  static func newAccountFields(_ name: String, _ check: FormCheck) -> [FieldView] {
    [
      FieldView(
        name: "name", label: "Name", typed: name, hint: "3 to 30 letters and digits, as others will see it.",
        autocomplete: "username", error: check["name"]),
      FieldView(
        name: "password", label: "Password", type: "password", hint: Password.advice,
        autocomplete: "new-password", error: check["password"]),
    ]
  }
}

/// What a newcomer sent.
private struct SignUpForm {
  var name = ""
  var password = ""
  var words = ""
  var stamp = ""
  /// A field that people don't see: who fills it in is a program, or a browser that fills in everything.
  var trap = ""
  let next: String

  init(next: String) { self.next = next }

  init(_ form: Form) {
    (name, password, words) = (form["name"], form["password"], form["words"])
    (stamp, trap, next) = (form["shown"], form["website"], NextPath.of(form["next"]))
  }
}
