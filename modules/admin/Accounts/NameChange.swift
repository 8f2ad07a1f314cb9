import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// How many former names of one account are kept from others at once.
  private static let mostOldNames = 3

  /// GET /account/name
  func nameShow(_ request: Request) throws -> Response {
    try namePage(request, typed: request.account().name, FormCheck())
  }

  /// POST /account/name: the old name stays kept for this account, so that nobody slips into it.
  func nameChange(_ request: Request) throws -> Response {
    let form = try request.form()
    var check = FormCheck()
    try confirm("password-old", form, request, &check)
    let name = try check.take("name") { try AccountName(forNewcomer: form["name"]) }
    if check.isGood, let name, try check.take("name", { try rename(to: name, request) }) != nil {
      return .seeOther("/account").flash(.good, "You are \(name.text) now. Sign in with that name.")
    }
    return try namePage(request, typed: form["name"], check, status: .unprocessableContent)
  }

  private func rename(to name: AccountName, _ request: Request) throws {
    let id = try request.account().id
    try house.write { db in
      guard let user = try User.find(id, db) else { throw Fault.signInFirst }
      guard user.name != name.text else { throw Refusal("This is your name already.") }
      try TakenName.check(name, for: id, now: request.now, db)
      let old = try AccountName(user.name)
      if old.folded != name.folded {
        try TakenName.takeUp(name, of: id, db)
        guard try TakenName.count(keptFor: id, now: request.now, db) < Self.mostOldNames else {
          throw Refusal("You have changed your name often lately. Please stay with this one for a while.")
        }
        try TakenName.keep(old, of: id, now: request.now, db)
      }
      try user.rename(to: name, db)
      try auditLog.append(
        AuditEntry("user.rename", user.target, before: user.name, after: name.text, by: request), db)
    }
  }

  private func namePage(
    _ request: Request, typed: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check, "days": TakenName.keptDays,
      "fields": try [
        FieldView(
          name: "name", label: "Name", typed: typed,
          hint: "3 to 30 letters and digits, as others will see it.", autocomplete: "username",
          error: check["name"])
      ] + confirmationField("password-old", request, check),
    ]
    return try house.page("admin/name", page, request, status: status).waiting(check)
  }
}
