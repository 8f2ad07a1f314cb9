import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/passkeys/new
  func passkeyNew(_ request: Request) throws -> Response {
    try passkeyPage(request, name: Device.name(request.header(.userAgent) ?? ""), FormCheck())
  }

  /// POST /account/passkeys/options
  func passkeyOptions(_ request: Request) throws -> Response {
    let account = try request.account()
    let known = try house.read { db in try Passkey.list(of: account.id, db) }
    let challenge = try challenge(browser: Self.browser(request), request)
    return try PasskeyOptions(challenge: challenge, relyingParty, for: account, known: known).response()
  }

  /// POST /account/passkeys
  func passkeyAdd(_ request: Request) throws -> Response {
    let (account, form) = (try request.account(), try request.form())
    var check = FormCheck()
    let name = try check.take("name") { try PasskeyName(form["name"]) }
    let added = try name.flatMap { name in
      try check.take("passkey") {
        let registration = try registration(form["passkey"], browser: Self.browser(request), request)
        return try house.write { db in
          try Passkey.add(
            registration, named: name.text, at: relyingParty.id, to: account.id, now: request.now, db)
          return try self.added("the passkey \(name.text)", request, db)
        }
      }
    }
    guard let added else {
      return try passkeyPage(request, name: form["name"], check, status: .unprocessableContent)
    }
    return try show(added, request)
  }

  /// POST /account/passkeys/:id/remove
  func passkeyRemove(_ request: Request) throws -> Response {
    let (account, id) = (try request.account(), try request.id("id"))
    return try removing("the passkey", request) { db in
      try Passkey.remove(id, of: account.id, db) != nil
    }
  }

  private func passkeyPage(
    _ request: Request, name: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check,
      "fields": [
        FieldView(
          name: "name", label: "Name", typed: name, hint: "For you, to tell it from others.",
          autocomplete: "off", error: check["name"])
      ],
      "missing": passkeysMissing, "host": relyingParty.id,
      "passkey": passkeysMissing == nil
        ? PasskeyButton(
          name: "passkey", label: "Make the passkey", options: "/account/passkeys/options",
          host: relyingParty.id, act: "create") : nil,
    ]
    return try house.page("admin/passkey", page, request, status: status)
  }
}
