import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/two-factor
  func appShow(_ request: Request) throws -> Response {
    try appPage(request, OneTimePassword(secret: .random(20)), FormCheck())
  }

  /// POST /account/two-factor: the form carries the secret, which is nobody's until a code of it is right.
  func appAdd(_ request: Request) throws -> Response {
    let (account, form) = (try request.account(), try request.form())
    guard let secret = Base32.decode(form["secret"]), secret.count == 20 else {
      throw Fault.badRequest("This form has lost its secret. Please begin again on your account page.")
    }
    let password = OneTimePassword(secret: secret)
    var check = FormCheck()
    let added = try check.take("code") {
      guard case .app(let code)? = TypedCode(form["code"]) else {
        throw Refusal("There is no code in this. Please type the six digits that the app shows now.")
      }
      guard let step = password.step(of: code, now: request.now) else {
        throw Refusal("This is not the code that belongs to this moment. Is the clock of your device right?")
      }
      return try house.write { db in
        try AuthenticatorApp.add(password, step: step, to: account.id, now: request.now, db)
        return try self.added("the authenticator app", request, db)
      }
    }
    guard let added else { return try appPage(request, password, check, status: .unprocessableContent) }
    return try show(added, request)
  }

  /// POST /account/two-factor/remove
  func appRemove(_ request: Request) throws -> Response {
    let account = try request.account()
    return try removing("the authenticator app", request) { db in
      try AuthenticatorApp.remove(of: account.id, db)
    }
  }

  private func appPage(
    _ request: Request, _ password: OneTimePassword, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let secret = Base32.encode(password.secret)
    let address = try password.address(site: relyingParty.id, account: request.account().name)
    let page: Value = [
      "errors": check, "secret": secret, "groups": Base32.grouped(secret, by: " "),
      "code": QRCode(address)?.svg(label: "QR code of the key below"),
      "fields": [
        FieldView(
          name: "code", label: "Code", hint: "The six digits that the app shows now.",
          autocomplete: "one-time-code", error: check["code"])
      ],
    ]
    return try house.page("admin/app", page, request, status: status).with(.cacheControl, "no-store")
  }
}
