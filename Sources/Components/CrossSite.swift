import Foundation
import HTTPTypes
import Kit

/// Refuses requests that change something and come from another site, by what the browser says of itself
/// (the same rules as Go's http.CrossOriginProtection).
struct CrossSite {
  let origins: [String]
  let address: String

  init(_ settings: Settings) { (origins, address) = (settings.origins, settings.baseURL) }

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

  /// Why what is not allowed was not done. Whoever opened the site by another of its addresses, or whose browser
  /// hides where a page came from, is told so; for all we know it was another site still. Pages can't tell it before:
  /// by which address they were opened only browsers know, and a proxy in front that says another name upstream would
  /// have every page warn in vain.
  func fault(_ request: Request) -> Fault {
    if isHidden(request) {
      return Fault(
        .forbidden,
        "Your browser did not say which page this came from, so it was not done. Please try again; if that fails "
          + "too, a privacy setting or an add-on hides it.")
    }
    if isElsewhere(request) {
      return Fault(
        .forbidden, "This site's address is \(address), and you opened it by another one. Please go there.")
    }
    return Fault(
      .forbidden,
      "This came from another site, so it was not done. If you were on this one, open it by its address, \(address)."
    )
  }

  /// Sandboxes, redirects and settings make browsers say this of our own pages, too.
  func isHidden(_ request: Request) -> Bool {
    request.header(.secFetchSite) == nil && request.header(.origin) == "null"
  }

  /// Sent by a page of the very host that it was sent to, under a name that is not ours. What a proxy calls the host
  /// counts where nginx believes it (ROWHOUSE_PROXIES): it decides about no more than these words.
  func isElsewhere(_ request: Request) -> Bool {
    guard let origin = request.header(.origin).flatMap(URL.init(string:)), let host = origin.host() else {
      return false
    }
    return host == request.server("HTTP_HOST") && !origins.contains { URL(string: $0)?.host() == host }
  }

  /// The page of ours from which somebody came, as far as the browser says so.
  func page(before request: Request) -> String? {
    guard let address = request.header(.referer),
      let origin = origins.first(where: { address.hasPrefix("\($0)/") })
    else { return nil }
    return String(address.dropFirst(origin.count))
  }
}
