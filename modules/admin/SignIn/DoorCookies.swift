import Kit

/// Cookies of the minutes before there is a session.
extension Authentication {
  /// The cookie between password and second factor. It opens nothing but the page that asks for the second.
  var halfwayName: String { settings.cookieName("halfway") }
  /// The cookie of the browser that a passkey's challenge was made for.
  var challengeName: String { settings.cookieName("challenge") }

  /// The cookie of a browser in which somebody has signed in before.
  var deviceName: String { settings.cookieName("device") }

  /// The token that this browser is known by, if it is.
  func device(_ request: Request) -> String? {
    request.cookies[deviceName].flatMap {
      $0.utf8.count == Token.length && $0.utf8.allSatisfy(isHex) ? $0 : nil
    }
  }

  func deviceCookie(_ token: String) -> Cookie {
    Cookie(deviceName, token, maxAge: KnownDevice.lifetime, isSecure: settings.isSecure)
  }

  func doorCookie(_ name: String, _ token: String) -> Cookie {
    Cookie(name, token, maxAge: Tickets.lifetime, isSecure: settings.isSecure)
  }

  func noCookie(_ name: String) -> Cookie { Cookie(name, "", maxAge: 0, isSecure: settings.isSecure) }

  /// Whether a byte can be part of a token: nothing else goes back into a cookie.
  private func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
