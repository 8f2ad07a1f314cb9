/// The cookies that a browser sent (RFC 6265 5.4): the first of each name counts.
public struct Cookies: Sendable {
  private let pairs: [(name: Substring, value: Substring)]

  public init(_ header: String) {
    // By bytes: by characters it is five times the work, in each request.
    pairs = header.utf8.split(separator: UInt8(ascii: ";"), maxSplits: 100).compactMap { part in
      let pair = part.drop { $0 == UInt8(ascii: " ") }
      return pair.firstIndex(of: UInt8(ascii: "=")).map { equals in
        (Substring(pair[..<equals]), Substring(pair[pair.index(after: equals)...]))
      }
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
