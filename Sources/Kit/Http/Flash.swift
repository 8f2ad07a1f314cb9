import HTTPTypes
import Templating

/// A sentence for the next page, carried by a cookie. It comes back from the browser, so it is text like
/// any other: short, and escaped where it is shown.
public struct Flash: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case good, warn, bad
    /// Somebody has signed out: the page that says so has the browser let go of the one that it was done on.
    case left
  }

  public let kind: Kind
  public let text: String

  public static let cookieName = "flash"

  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  init?(cookie value: String) {
    let parts = value.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, value.utf8.count <= 1000, let kind = Kind(rawValue: String(parts[0])),
      let text = Percent.decode(parts[1].utf8)
    else { return nil }
    self.init(kind, text)
  }

  var cookie: Cookie { Cookie(Self.cookieName, "\(kind.rawValue).\(Percent.encode(text))", maxAge: 60) }
  public static let cleared = Cookie(cookieName, "", maxAge: 0)
}

extension Flash: Renderable {
  public var value: Value {
    ["kind": (kind == .left ? .good : kind).rawValue, "text": text, "clears": kind == .left]
  }
}

extension Request {
  /// What the page before had to say to this one. A script that fetches a page shows it to nobody.
  public var flash: Flash? {
    guard let cookie = cookies[Flash.cookieName], !isInBackground else { return nil }
    return Flash(cookie: cookie)
  }

  /// A script asks. Browsers say so by themselves over TLS and on the machine itself, our scripts everywhere.
  public var isInBackground: Bool {
    if wantsFragment || header(.background) == "1" { return true }
    return header(.secFetchMode).map { $0 != "navigate" } ?? false
  }
}
