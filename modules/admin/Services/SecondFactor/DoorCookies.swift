import Kit

/// Cookies of the few minutes at the door, before there is a session.
extension Authentication {
  /// Between password and second factor. It opens nothing but the page that asks for the second.
  var halfwayName: String { name("halfway") }
  /// The browser that a passkey's challenge was made for.
  var challengeName: String { name("challenge") }

  func doorCookie(_ name: String, _ token: String) -> Cookie {
    Cookie(name, token, maxAge: Tickets.lifetime, isSecure: isSecure)
  }

  func noCookie(_ name: String) -> Cookie { Cookie(name, "", maxAge: 0, isSecure: isSecure) }

  private func name(_ word: String) -> String { isSecure ? "__Host-\(word)" : word }
}
