import Kit
import Templating

/// What every page's frame shows: the site, the viewer, the navigation, the flash, the face.
struct Shell {
  let stylesheet: String
  let settings: Fresh<SiteSettings>
  let registry: Registry
  /// Of all houses, in the order of the street.
  let navigation: [(house: String, item: NavigationItem)]

  private static let shape = Shape(
    "site", "viewer", "navigation", "flash", "acting", "face", "look", "rail", "stylesheet", "script",
    "icons", "path", "madeFor")

  func data(for request: Request, face: Value, look: Value) throws -> Value {
    let links = try links(for: request)
    let isInControlRoom = request.path.hasPrefix("/admin")
    var record = RecordBuilder(Self.shape)
    record.append("site", try settings.get(for: request).view)
    record.append("viewer", Self.view(request.viewer))
    record.append("navigation", view(links, inControlRoom: false, request))
    record.append("flash", request.flash.map { [$0] } ?? [])
    record.append("acting", Self.acting(request.viewer))
    record.append("face", face)
    record.append("look", look)
    record.append("rail", isInControlRoom ? view(links, inControlRoom: true, request) : [])
    record.append("stylesheet", stylesheet)
    record.append("script", "/static/js/site.js")
    record.append("icons", "/static/icons.svg")
    record.append("path", request.target)
    record.append("madeFor", request.viewer.mark)
    return record.value()
  }

  /// The bar that says in whose name an admin is looking.
  private static func acting(_ viewer: Viewer) -> Value? {
    viewer.actedBy.map {
      ["actor": $0.name, "name": viewer.account?.name, "isRaised": viewer.restraint == nil]
    }
  }

  private func links(for request: Request) throws -> [(house: String, item: NavigationItem)] {
    let disabled = try registry.disabledHouses(for: request)
    return navigation.filter { house, item in
      !disabled.contains(house) && item.permission.map(request.viewer.canSomewhere) ?? true
    }
  }

  private static let viewerShape = Shape(
    "name", "isGuest", "isMember", "canAdmin", "canModerate", "unread", "speaker")

  private static func view(_ viewer: Viewer) -> Value {
    var record = RecordBuilder(viewerShape)
    record.append("name", viewer.account?.name)
    record.append("isGuest", viewer.isGuest)
    record.append("isMember", !viewer.isGuest)
    record.append("canAdmin", viewer.can("admin.enter"))
    record.append("canModerate", viewer.can("admin.moderate"))
    record.append("unread", Value.null)
    record.append("speaker", Value.null)
    return record.value()
  }

  private func view(
    _ links: [(house: String, item: NavigationItem)], inControlRoom: Bool, _ request: Request
  ) -> [Value] {
    links.filter { $0.item.isInControlRoom == inControlRoom }.map { Self.view($0, on: request.path) }
  }

  private static let linkShape = Shape("title", "href", "icon", "current", "count")

  private static func view(_ entry: (house: String, item: NavigationItem), on path: String) -> Value {
    let item = entry.item
    var record = RecordBuilder(linkShape)
    record.append("title", item.title)
    record.append("href", item.href)
    record.append("icon", item.icon ?? entry.house)
    // The control room's first page stands above its others, so it is current only by itself.
    record.append(
      "current", item.href == "/admin/" ? path == "/admin/" || path == "/admin" : path.hasPrefix(item.href))
    record.append("count", Value.null)
    return record.value()
  }
}
