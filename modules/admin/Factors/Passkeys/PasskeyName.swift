import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /account/passkeys/:id
  func passkeyNameShow(_ request: Request) throws -> Response {
    let (account, id) = (try request.account(), try request.id("id"))
    guard let name = try house.read({ db in try Passkey.name(of: id, of: account.id, db) }) else {
      throw Fault.notFound
    }
    return try passkeyNamePage(request, typed: name, FormCheck())
  }

  /// POST /account/passkeys/:id: another name for it.
  func passkeyNameSave(_ request: Request) throws -> Response {
    let (account, id, form) = (try request.account(), try request.id("id"), try request.form())
    guard try house.read({ db in try Passkey.name(of: id, of: account.id, db) }) != nil else {
      throw Fault.notFound
    }
    var check = FormCheck()
    guard let name = try check.take("name", { try PasskeyName(form["name"]) }) else {
      return try passkeyNamePage(request, typed: form["name"], check, status: .unprocessableContent)
    }
    try house.write { db in try Passkey.rename(id, of: account.id, to: name, db) }
    return .seeOther("/account#signing-in").flash(.good, "It is called \(name.text) now.")
  }

  private func passkeyNamePage(
    _ request: Request, typed: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check, "action": request.path,
      "fields": [
        FieldView(
          name: "name", label: "Name", typed: typed, hint: "For you, to tell it from others.",
          autocomplete: "off", error: check["name"])
      ],
    ]
    return try house.page("admin/passkey-name", page, request, status: status)
  }
}
