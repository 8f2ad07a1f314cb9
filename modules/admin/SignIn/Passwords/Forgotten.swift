import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /sign-in/forgotten
  func forgottenShow(_ request: Request) throws -> Response {
    try forgottenPage(request, typed: "", FormCheck())
  }

  /// POST /sign-in/forgotten: the same answer, after the same work, whoever has the address; a job looks for
  /// the account.
  func forgottenAsk(_ request: Request) throws -> Response {
    guard try MailRelay(house.site.get()) != nil else { throw Fault.notFound }
    let typed = try request.form()["mail"]
    var check = FormCheck()
    let address = try check.take("mail") {
      let address = try MailAddress(typed)
      try refusing { try throttle.admit(Throttle.forgotten(address: request.address), now: request.now) }
      return address
    }
    guard let address else {
      return try forgottenPage(request, typed: typed, check, status: .unprocessableContent)
    }
    try house.write { db in try house.doors.enqueue(Self.resetLetter, address.text, db) }
    return .seeOther("/sign-in").flash(
      .good, "If an account here has this address, a link is on its way to it. Look there in a minute.")
  }

  private func forgottenPage(
    _ request: Request, typed: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check, "sendsMail": try MailRelay(house.site.get()) != nil,
      "fields": [
        FieldView(
          name: "mail", label: "Mail address", type: "email", typed: typed, autocomplete: "email",
          error: check["mail"])
      ],
    ]
    return try house.page("admin/forgotten", page, request, status: status).waiting(check)
  }
}
