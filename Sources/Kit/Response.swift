import HTTPTypes

/// What goes back: a status, few headers, a body.
public struct Response {
  public typealias Status = HTTPResponse.Status

  public var status: Status
  /// In order; `Set-Cookie` may stand more than once. The writer refuses CR, LF and NUL in them.
  public var headers: [(name: HTTPField.Name, value: String)]
  public var content: Content

  public enum Content {
    case none
    case bytes([UInt8])
    /// Written in chunks as they are made, for what is too large to hold.
    case stream((_ write: ([UInt8]) throws -> Void) throws -> Void)
  }

  public init(
    _ status: Status, headers: [(name: HTTPField.Name, value: String)] = [], content: Content = .none
  ) {
    self.status = status
    self.headers = headers
    self.content = content
  }

  public static func html(_ bytes: [UInt8], status: Status = .ok) -> Response {
    Response(status, headers: [(.contentType, "text/html; charset=utf-8")], content: .bytes(bytes))
  }

  public static func text(_ text: String, status: Status = .ok) -> Response {
    Response(
      status, headers: [(.contentType, "text/plain; charset=utf-8")], content: .bytes(Array(text.utf8)))
  }

  public static func json(_ text: String, status: Status = .ok) -> Response {
    Response(status, headers: [(.contentType, "application/json")], content: .bytes(Array(text.utf8)))
  }

  /// After a POST: look there.
  public static func seeOther(_ location: String) -> Response {
    Response(.seeOther, headers: [(.location, location)])
  }

  /// A file that nginx sends by itself from one of its internal locations (X-Accel-Redirect). The headers
  /// of safety belong into that location: nginx drops those that stand here.
  public static func file(at internalPath: String, type: String, name: String) -> Response {
    Response(
      .ok,
      headers: [
        (.contentType, type), (.accelRedirect, internalPath),
        (.contentDisposition, ContentDisposition.attachment(name)), (.cacheControl, "private, no-store"),
      ])
  }

  public func header(_ name: HTTPField.Name) -> String? { headers.first { $0.name == name }?.value }

  public func with(_ name: HTTPField.Name, _ value: String) -> Response {
    var copy = self
    copy.headers.append((name, value))
    return copy
  }

  public func setting(_ cookie: Cookie) -> Response { with(.setCookie, cookie.text) }

  /// All its cookies over TLS alone.
  public func securingCookies() -> Response {
    var copy = self
    for index in copy.headers.indices
    where copy.headers[index].name == .setCookie && !copy.headers[index].value.hasSuffix("; Secure") {
      copy.headers[index].value += "; Secure"
    }
    return copy
  }

  /// A sentence for the next page that this browser sees.
  public func flash(_ kind: Flash.Kind = .good, _ text: String) -> Response {
    setting(Flash(kind, text).cookie)
  }
}

extension HTTPField.Name {
  public static let accelRedirect = unchecked("X-Accel-Redirect")
  public static let clearSiteData = unchecked("Clear-Site-Data")
  public static let requestId = unchecked("X-Request-Id")
  public static let secFetchSite = unchecked("Sec-Fetch-Site")
  public static let secFetchMode = unchecked("Sec-Fetch-Mode")
  /// Our scripts say that nobody sees what they fetch.
  public static let background = unchecked("X-Background")
  public static let robots = unchecked("X-Robots-Tag")
  /// Says to nginx that the site may frame this page; nginx keeps it to itself.
  public static let preview = unchecked("X-Preview")

  /// Names the address to nginx, as its log may have it; nginx keeps it to itself.
  public static let route = unchecked("X-Route")

  /// For literals that are tokens (RFC 9110 5.1).
  private static func unchecked(_ name: String) -> HTTPField.Name {
    guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
    return field
  }
}
