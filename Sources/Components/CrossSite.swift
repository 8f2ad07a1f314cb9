import HTTPTypes
import Kit

/// Refuses requests that change something and come from another site, by what the browser says of itself
/// (the same rules as Go's http.CrossOriginProtection).
struct CrossSite {
  let origins: [String]

  func allows(_ request: Request) -> Bool {
    switch request.method {
    case .get, .head, .options: return true
    default: break
    }
    if let site = request.header(.secFetchSite) { return site == "same-origin" || site == "none" }
    // Browsers that send neither are too old to be tricked by another site; programs send neither.
    guard let origin = request.header(.origin) else { return true }
    return origins.contains(origin)
  }
}
