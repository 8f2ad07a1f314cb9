import Kit
import Templating

/// What every page's frame shows: the site, the viewer, the navigation, the flash, the face.
struct Shell {
  let stylesheet: String
  let settings: SiteSettings
  let navigation: @Sendable (Viewer) throws -> [(house: String, item: NavigationItem)]

  func data(for request: Request, face: Value, look: Value) throws -> Value {
    [
      "site": settings.view,
      "viewer": viewer(request.viewer),
      "navigation": .list(try navigation(request.viewer).map { view($0, on: request.path) }),
      "flash": .list(request.flash.map { [$0.value] } ?? []),
      "face": face,
      "look": look,
      "stylesheet": stylesheet,
      "script": "/static/js/site.js",
      "icons": "/static/icons.svg",
      "path": request.target,
    ]
  }

  private func viewer(_ viewer: Viewer) -> Value {
    [
      "name": viewer.account?.name, "isGuest": viewer.isGuest, "isMember": !viewer.isGuest,
      "canAdmin": viewer.can("admin.enter"), "unread": Value.null, "speaker": Value.null,
    ]
  }

  private func view(_ entry: (house: String, item: NavigationItem), on path: String) -> Value {
    [
      "title": entry.item.title, "href": entry.item.href, "icon": entry.house,
      "current": path.hasPrefix(entry.item.href),
    ]
  }
}

/// What the people who run the site call it and those who live in it.
public struct SiteSettings: Sendable {
  public var name = "Rowhouse"
  public var about = ""
  public var noun = "alter"
  public var nouns = "alters"

  var view: Value { ["name": name, "about": about, "noun": noun, "nouns": nouns] }
}
