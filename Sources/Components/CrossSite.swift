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

  /// The page of ours from which somebody came, as far as the browser says so.
  func page(before request: Request) -> String? {
    guard let address = request.header(.referer),
      let origin = origins.first(where: { address.hasPrefix("\($0)/") })
    else { return nil }
    return String(address.dropFirst(origin.count))
  }
}
