import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/mail
  func mailShow(_ request: Request) throws -> Response { try mailPage(request, typed: "", FormCheck()) }

  /// POST /account/mail: nothing holds before the address has answered.
  func mailChange(_ request: Request) throws -> Response {
    let account = try request.account()
    guard try MailRelay(house.site.get()) != nil else { throw Fault.notFound }
    let form = try request.form()
    var check = FormCheck()
    try confirm("password-old", form, request, &check)
    let address = try check.take("mail") { try MailAddress(form["mail"]) }
    guard check.isGood, let address else {
      return try mailPage(request, typed: form["mail"], check, status: .unprocessableContent)
    }
    try house.write { db in
      let password = try User.lock(of: account.id, db) ?? 0
      try house.doors.enqueue(Self.mailLetter, "\(account.id) \(address.text) \(password)", db)
    }
    return .seeOther("/account/mail").flash(
      .good, "A link is on its way to \(address.text). Open it to confirm that the address is yours.")
  }

  /// POST /account/mail/forget
  func mailForget(_ request: Request) throws -> Response {
    let account = try request.account()
    try house.write { db in
      try move(account.id, to: nil, db)
      try OneTimeLink.endAll(of: account.id, db)
    }
    return .seeOther("/account/mail").flash(.good, "This site knows no address of yours any more.")
  }

  /// GET /account/mail/:token
  func mailConfirmShow(_ request: Request) throws -> Response {
    let link = try house.read { db in try OneTimeLink.find(.mail, request, db) }
    let page: Value = ["name": link.name, "mail": link.mail, "action": request.path]
    return try house.page("admin/mail-confirm", page, request).with(.cacheControl, "no-store")
  }

  /// POST /account/mail/:token
  func mailConfirm(_ request: Request) throws -> Response {
    let link = try house.write { db in
      let link = try OneTimeLink.find(.mail, request, db)
      try move(link.user, to: link.mail, db)
      try link.end(db)
      return link
    }
    return .seeOther(request.viewer.isGuest ? "/sign-in" : "/account/mail")
      .flash(.good, "\(link.mail ?? "The address") is confirmed for \(link.name).")
  }

  /// The address until now hears of it: whoever took over an account must not do so in silence.
  private func move(_ user: Int64, to mail: String?, _ db: Database) throws {
    let before = try User.mail(of: user, db)
    try User.setMail(mail, of: user, db)
    guard let before, before != mail else { return }
    try house.doors.enqueue(Self.movedLetter, "\(user) \(before)", db)
  }

  private func mailPage(
    _ request: Request, typed: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let account = try request.account()
    let page: Value = [
      "errors": check, "mail": try house.read { db in try User.mail(of: account.id, db) },
      "sendsMail": try MailRelay(house.site.get()) != nil,
      "fields": try [
        FieldView(
          name: "mail", label: "Mail address", type: "email", typed: typed, autocomplete: "email",
          error: check["mail"])
      ] + confirmationField("password-old", request, check),
    ]
    return try house.page("admin/mail", page, request, status: status).waiting(check)
  }
}
