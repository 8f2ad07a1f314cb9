import HTTPTypes
import Kit

/// Refuses requests that change something and come from another site, by what the browser says of itself
/// (the same rules as Go's http.CrossOriginProtection).
struct CrossSite {
  let baseURL: String

  func allows(_ request: Request) -> Bool {
    switch request.method {
    case .get, .head, .options: return true
    default: break
    }
    if let site = request.header(.secFetchSite) { return site == "same-origin" || site == "none" }
    // Browsers that send neither are too old to be tricked by another site; programs send neither.
    guard let origin = request.header(.origin) else { return true }
    return origin == baseURL || origin == Self.loopbackTwin(of: baseURL)
  }

  /// In development both names of this machine are the site's own.
  static func loopbackTwin(of url: String) -> String? {
    if url.hasPrefix("http://localhost:") {
      return url.replacing("localhost", with: "127.0.0.1", maxReplacements: 1)
    }
    if url.hasPrefix("http://127.0.0.1:") {
      return url.replacing("127.0.0.1", with: "localhost", maxReplacements: 1)
    }
    return nil
  }
}
