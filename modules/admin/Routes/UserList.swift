import GRDB
import Kit
import Templating

extension AdminModule {
  /// GET /admin/users?q=&after=
  func userList(_ request: Request) throws -> Response {
    let (prefix, after) = (request.query["q"] ?? "", request.query["after"] ?? "")
    // One more than a page holds tells whether there is another.
    let (lines, roles, newcomers) = try house.read { db in
      (
        try UserLine.list(prefix: prefix, after: after, limit: Self.usersOnPage + 1, db),
        Dictionary(uniqueKeysWithValues: try KnownRole.all(db).map { ($0.role, $0.title) }),
        try Newcomer.list(limit: 20, db)
      )
    }
    let shown = lines.prefix(Self.usersOnPage)
    let next = lines.count > shown.count ? shown.last.map { Self.userPage(prefix, after: $0.folded) } : nil
    let page: Value = [
      "q": prefix, "users": shown.map { $0.view(roles, request.now) }, "next": next,
      "first": after.isEmpty ? nil : Self.userPage(prefix, after: ""), "isEmpty": shown.isEmpty,
      "newcomers": newcomers.map { $0.view(request.now) }, "hasNewcomers": !newcomers.isEmpty,
    ]
    return try house.page("admin/users", page, request)
  }

  private static let usersOnPage = 50

  private static func userPage(_ prefix: String, after: String) -> String {
    "/admin/users?q=\(Percent.encode(prefix))&after=\(Percent.encode(after))"
  }
}

extension UserLine {
  fileprivate func view(_ roles: [Role: String], _ now: Moment) -> Value {
    [
      "name": user.name, "href": user.href, "role": roles[user.role] ?? user.role.rawValue,
      "isMember": user.role == .member,
      "joined": user.createdAt.view(from: now), "seen": seenAt?.view(from: now),
    ]
  }
}

extension User {
  var href: String { "/admin/users/\(id)" }
  /// As it stands in the audit log.
  var target: String { "user:\(id)" }
}
