import Kit
import Templating

extension AdminModule {
  /// The control room's own navigation: what this viewer may open.
  public func rail(for request: Request) -> [Value] {
    Self.rail.filter { request.viewer.can($0.permission) }.map { item in
      let isHere =
        item.href == "/admin/"
        ? request.path == item.href || request.path == "/admin" : request.path.hasPrefix(item.href)
      return [
        "title": item.title, "href": item.href, "icon": item.icon, "current": isHere, "count": Value.null,
      ]
    }
  }

  private static let rail = [
    (title: "Overview", href: "/admin/", icon: "chart", permission: "admin.enter"),
    (title: "Houses", href: "/admin/modules", icon: "home", permission: "admin.modules"),
    (title: "Accounts", href: "/admin/users", icon: "people", permission: "admin.users"),
    (title: "Permissions", href: "/admin/permissions", icon: "key", permission: "admin.permissions"),
    (title: "Faces", href: "/admin/faces", icon: "alters", permission: "template.manage"),
    (title: "Audit log", href: "/admin/audit", icon: "eye", permission: "admin.audit"),
    (title: "Log files", href: "/admin/logs", icon: "log", permission: "admin.logs"),
  ]
}
