import Kit
import Templating

/// Whose front a page is about, and where its pages lie: the site's own system, or that of whoever asks.
struct FrontPlace: Sendable {
  let account: Int64?
  let base: String

  static let site = FrontPlace(account: nil, base: "/account/front")

  static func own(_ request: Request) throws -> FrontPlace {
    FrontPlace(account: try request.account().id, base: "/account/system/front")
  }

  var isSite: Bool { account == nil }
  var alters: String { isSite ? "/account/alters" : "/account/system" }

  /// The way back, from the outermost in.
  var trail: Value {
    ["steps": [["title": "Who is fronting", "href": base] as Value]]
  }
}
