import GRDB
import HTTPTypes
import Kit
import Templating

/// Asks again who it is before a dangerous act. A confirmation is good for ten minutes.
extension AdminModule {
  /// Asks before a route that is `confirmed`. The page that asks sends the form a second time, with the proof
  /// beside what was typed, so that nothing is lost and the act goes on by itself.
  public func confirming(_ request: Request, then act: Handler) throws -> Response {
    try confirming(request, asking: [], then: act)
  }

  /// `secrets` are the fields that the page leaves out of what it sends on, to be typed once more.
  func confirming(_ request: Request, asking secrets: [FieldView], then act: Handler) throws -> Response {
    guard request.method == .post, try request.form().has(Self.proof) else {
      return try confirmPage(request, FormCheck(), secrets)
    }
    var check = FormCheck()
    try check.take(Self.proof) { try prove(request) }
    guard check.isGood else { return try confirmPage(request, check, secrets) }
    let response = try act(request)
    // After the act: if that throws, its page could not bring the new token, and the old one must hold.
    guard let token = try renew(request) else { return response }
    return response.setting(authentication.cookie(token))
  }

  /// POST /account/confirm: where a page asked for it there is nothing to do but to go back there.
  func confirmed(_ request: Request) throws -> Response {
    .seeOther(try NextPath.of(request.form()["next"]))
  }

  /// POST /account/confirm/options
  func confirmOptions(_ request: Request) throws -> Response {
    let account = try request.account()
    let known = try house.read { db in try Passkey.list(of: account.id, db) }.filter(relyingParty.takes)
    let challenge = try challenge(browser: Self.browser(request), request)
    return try PasskeyOptions(challenge: challenge, relyingParty, known: known).response()
  }

  /// Challenges for somebody who is signed in are bound to the session.
  static func browser(_ request: Request) -> String { "session:\(request.viewer.session ?? 0)" }

  private static let proof = "confirm-password"
  private static let passkeyProof = "confirm-passkey"

  /// Throws `Refusal` unless the form has the password, a code of the app, or an answer of a passkey.
  private func prove(_ request: Request) throws {
    let (account, form) = (try request.account(), try request.form())
    let answer = form[Self.passkeyProof]
    guard answer.isEmpty else {
      guard try holder(of: answer, browser: Self.browser(request), request) == account.id else {
        throw Refusal("This passkey is not one of yours.")
      }
      return
    }
    let typed = form[Self.proof]
    guard case .app(let code)? = TypedCode(typed), try hasApp(account.id) else {
      return try confirm(typed, of: account, request)
    }
    guard typed.count >= Password.shortest else { return try take(appCode: code, of: account.id, request) }
    // Either a code with something around it, or a password with six digits in it.
    try confirm(typed, orCode: code, of: account, request)
  }

  private func hasApp(_ user: Int64) throws -> Bool {
    try house.read { db in try AuthenticatorApp.find(of: user, db) != nil }
  }

  private func renew(_ request: Request) throws -> String? {
    guard let session = request.viewer.session else { return nil }
    house.security.note(.granted("confirmation", account: request.viewer.account?.id), request)
    return try house.write { db in
      let token = try Session.confirm(session, now: request.now, db)
      if token != nil { try note("session.confirm", of: request.account().id, request, db) }
      return token
    }
  }

  private func confirmPage(
    _ request: Request, _ check: FormCheck, _ secrets: [FieldView]
  ) throws -> Response {
    let account = try request.account()
    let factors = try house.read { db in try SecondFactors(of: account.id, db) }
    let isPost = request.method == .post
    let page: Value = [
      "errors": check, "action": isPost ? request.target : "/account/confirm",
      "hidden": isPost
        ? try Self.kept(request.form()) : [["name": "next", "value": request.target] as Value],
      "fields": [
        FieldView(
          name: Self.proof,
          label: factors.app == nil ? "Your password" : "Your password, or a code from your app",
          type: "password", autocomplete: "current-password", error: check[Self.proof])
      ] + secrets,
      "passkey": factors.passkeys.isEmpty || missing(factors.passkeys) != nil
        ? nil
        : PasskeyButton(
          name: Self.passkeyProof, label: "Use a passkey", options: "/account/confirm/options",
          host: relyingParty.id),
    ]
    return try house.page("admin/confirm", page, request, status: .forbidden).with(.cacheControl, "no-store")
      .waiting(check)
  }

  /// The fields that were sent, without secrets: the page's source should not have them.
  private static func kept(_ form: Form) -> [Value] {
    form.passedOn.filter { !$0.name.contains("password") && $0.name != passkeyProof }
      .map { ["name": $0.name, "value": $0.value] }
  }
}

/// A button that asks the browser for a passkey, as `partials/passkey` shows it.
struct PasskeyButton: Renderable {
  let name: String
  let label: String
  let options: String
  /// The host that passkeys are for: elsewhere browsers take none.
  let host: String
  var act = "get"
  /// Whether the browser offers it in its list of names and passwords, too.
  var isOffered = false

  var value: Value {
    [
      "name": name, "label": label, "options": options, "host": host, "act": act, "isOffered": isOffered,
      "isMain": act == "create",
    ]
  }
}
