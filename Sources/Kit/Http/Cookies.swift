/// The cookies that a browser sent (RFC 6265 5.4): the first of each name counts.
public struct Cookies: Sendable {
  private let pairs: [(name: Substring, value: Substring)]

  public init(_ header: String) {
    pairs = header.split(separator: ";", maxSplits: 100).compactMap { part in
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return pair.count == 2 ? (pair[0], pair[1]) : nil
    }
  }

  public subscript(name: String) -> String? {
    pairs.first { $0.name == name }.map { String($0.value) }
  }
}

/// A cookie to set: always HttpOnly, SameSite=Lax and for the whole site (RFC 6265bis 4.1).
public struct Cookie: Sendable {
  public let name: String
  public let value: String
  /// Seconds it is kept; nil: until the browser closes; 0: deleted now.
  public let maxAge: Int?
  /// Only over TLS. Components sets it from the site's base URL.
  public let isSecure: Bool

  /// The value must consist of cookie octets; percent-encode what may hold anything else.
  public init(_ name: String, _ value: String, maxAge: Int? = nil, isSecure: Bool = false) {
    self.name = name
    self.value = value
    self.maxAge = maxAge
    self.isSecure = isSecure
  }

  public var text: String {
    var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
    if let maxAge { text += "; Max-Age=\(maxAge)" }
    if isSecure { text += "; Secure" }
    return text
  }
}
