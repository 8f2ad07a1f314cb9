import HTTPTypes
import Kit

extension AdminModule {
  /// POST /sign-in/passkey/options: asked for by the script of the page, since a guest's GET writes nothing.
  func signInOptions(_ request: Request) throws -> Response {
    let browser = Token.make()
    let challenge = try challenge(browser: "guest:\(browser)", request)
    return try PasskeyOptions(challenge: challenge, relyingParty).response()
      .setting(authentication.doorCookie(authentication.challengeName, browser))
  }

  /// POST /sign-in/passkey: a passkey shows that somebody has it and that it knows them, which is two factors.
  func passkeySignIn(_ request: Request) throws -> Response {
    let form = try request.form()
    let next = NextPath.of(form["next"])
    let browser = "guest:\(request.cookies[authentication.challengeName] ?? "")"
    var check = FormCheck()
    let user = try throttle.attempt(.passkey(address: request.address), now: request.now) { _ in
      try check.take("passkey") { try holder(of: form["passkey"], browser: browser, request) }
    }
    guard let user else {
      return try signInPage(request, name: "", next: next, check, status: .unprocessableContent)
    }
    try throttle.takeBack([Door.challenge(request.address)])
    return try enter(Entrant(user: user), request, next: next)
      .setting(authentication.noCookie(authentication.challengeName))
      .setting(authentication.noCookie(authentication.halfwayName))
  }

  func signInPasskey(isOffered: Bool) -> PasskeyButton {
    PasskeyButton(
      name: "passkey", label: "Use a passkey", options: "/sign-in/passkey/options", host: relyingParty.id,
      isOffered: isOffered)
  }
}
