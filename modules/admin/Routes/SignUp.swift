import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /sign-up
  func signUpShow(_ request: Request) throws -> Response {
    let next = NextPath.of(request.query["next"])
    guard request.viewer.isGuest else { return .seeOther(next) }
    return try signUpPage(request, name: "", next: next, FormCheck())
  }

  /// POST /sign-up
  func signUp(_ request: Request) throws -> Response {
    let form = try request.form()
    let next = NextPath.of(form["next"])
    var check = FormCheck()
    let name = try check.take("name") { try AccountName(forNewcomer: form["name"]) }
    let password = try check.take("password") { try Password(form["password"]) }
    if form.has(Self.trap), !form[Self.trap].isEmpty { check.refuse("name", Self.trapSentence) }
    if check.isGood, let name, let password,
      let id = try check.take("name", { try register(name, password, request) })
    {
      return try enter(id, request, next: next).flash(.good, "Welcome, \(name.text).")
    }
    return try signUpPage(request, name: form["name"], next: next, check, status: .unprocessableContent)
  }

  /// A field that people don't see: who fills it in is a program, or a browser that fills in everything.
  private static let trap = "website"
  private static let trapSentence =
    "Something filled in a field that people don't see. Please send the form again by hand."

  private func register(_ name: AccountName, _ password: Password, _ request: Request) throws -> Int64 {
    do {
      try throttle.admit(Throttle.signUp(address: request.address), now: request.now)
    } catch let fault as Fault {
      throw Refusal(fault.message)
    }
    let stored = try passwords.hash(password.text)
    return try house.write { db in
      try User.create(name, password: stored, role: .member, now: request.now, db)
    }
  }

  private func signUpPage(
    _ request: Request, name: String, next: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check, "next": next, "query": NextPath.query(next),
      "fields": Self.newAccountFields(name, check),
    ]
    return try house.page("admin/sign-up", page, request, status: status)
  }

  static func newAccountFields(_ name: String, _ check: FormCheck) -> [FieldView] {
    [
      FieldView(
        name: "name", label: "Name", typed: name, hint: "3 to 30 letters and digits, as others will see it.",
        autocomplete: "username", error: check["name"]),
      FieldView(
        name: "password", label: "Password", type: "password",
        hint: "At least 8 characters. A few words in a row are easy to remember and hard to guess.",
        autocomplete: "new-password", error: check["password"]),
    ]
  }
}
