import GRDB
import Kit
import Templating

/// What every page's frame shows: the site, the viewer, the navigation, the flash, the face.
struct Shell {
  let stylesheet: String
  let settings: Fresh<SiteSettings>
  let navigation: @Sendable (Viewer) throws -> [(house: String, item: NavigationItem)]

  func data(for request: Request, face: Value, look: Value) throws -> Value {
    let links = try navigation(request.viewer)
    let isInControlRoom = request.path.hasPrefix("/admin")
    return [
      "site": try settings.get().view,
      "viewer": viewer(request.viewer),
      "navigation": links.filter { !$0.item.isInControlRoom }.map { view($0, on: request.path) },
      "flash": request.flash.map { [$0] } ?? [],
      "acting": acting(request.viewer),
      "face": face,
      "look": look,
      "rail": isInControlRoom
        ? links.filter(\.item.isInControlRoom).map { view($0, on: request.path) } : [Value](),
      "stylesheet": stylesheet,
      "script": "/static/js/site.js",
      "icons": "/static/icons.svg",
      "path": request.target,
    ]
  }

  private func viewer(_ viewer: Viewer) -> Value {
    [
      "name": viewer.account?.name, "isGuest": viewer.isGuest, "isMember": !viewer.isGuest,
      "canAdmin": viewer.can("admin.enter"), "canModerate": viewer.can("admin.moderate"),
      "unread": Value.null, "speaker": Value.null,
    ]
  }

  /// The bar that says in whose name an admin is looking.
  private func acting(_ viewer: Viewer) -> Value? {
    viewer.actedBy.map {
      ["actor": $0.name, "name": viewer.account?.name, "isRaised": viewer.restraint == nil]
    }
  }

  private func view(_ entry: (house: String, item: NavigationItem), on path: String) -> Value {
    // The control room's first page stands above its others, so it is current only by itself.
    let isHere =
      entry.item.href == "/admin/" ? path == "/admin/" || path == "/admin" : path.hasPrefix(entry.item.href)
    return [
      "title": entry.item.title, "href": entry.item.href, "icon": entry.item.icon ?? entry.house,
      "current": isHere, "count": Value.null,
    ]
  }
}

/// What the people who run the site call it and those who live in it.
struct SiteSettings: Sendable {
  let name: String
  let about: String
  let noun: String
  let nouns: String

  init(_ db: Database) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM setting LIMIT 1000")
    let values = Dictionary(rows.map { ($0[0] as String, $0[1] as String) }) { first, _ in first }
    name = values["site.name"] ?? "Rowhouse"
    about = values["site.about"] ?? ""
    noun = values["site.noun"] ?? "alter"
    nouns = values["site.nouns"] ?? "alters"
  }

  var view: Value { ["name": name, "about": about, "noun": noun, "nouns": nouns] }
}
