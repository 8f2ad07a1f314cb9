import GRDB
import Kit
import Templating

extension AdminModule {
  /// GET /admin/users?q=&role=&state=&after=
  func userList(_ request: Request) throws -> Response {
    let query = request.query
    let search = UserSearch(
      text: query["q"] ?? "", role: query["role"].flatMap { $0.isEmpty ? nil : Role(rawValue: $0) },
      state: query["state"].flatMap(UserSearch.State.init(rawValue:)))
    let after = query["after"] ?? ""
    let (found, roles, newcomers) = try house.read { db in
      (
        try search.page(after: after, limit: Self.usersOnPage, now: request.now, db), try KnownRole.all(db),
        try request.viewer.can("admin.users") ? Newcomer.list(limit: 20, db) : []
      )
    }
    let titles = Dictionary(uniqueKeysWithValues: roles.map { ($0.role, $0.title) })
    let page: Value = [
      "q": search.text, "users": found.lines.map { $0.view(titles, request.now) },
      "isEmpty": found.lines.isEmpty, "next": found.next.map { search.address(after: $0) },
      "first": after.isEmpty ? nil : search.address(), "roles": search.choices(of: roles),
      "states": search.stateChoices, "newcomers": newcomers.map { $0.view(request.now) },
      "hasNewcomers": !newcomers.isEmpty,
    ]
    return try house.page("admin/users", page, request)
  }

  private static let usersOnPage = 50
}

extension UserSearch {
  fileprivate func address(after: String? = nil) -> String {
    let parts = [
      ("q", text), ("role", role?.rawValue ?? ""), ("state", state?.rawValue ?? ""), ("after", after ?? ""),
    ]
    let query = parts.filter { !$0.1.isEmpty }.map { "\($0.0)=\(Percent.encode($0.1))" }
    return "/admin/users" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  fileprivate func choices(of roles: [KnownRole]) -> [Value] {
    roles.filter { $0.role != .guest }.map { choice($0.role.rawValue, $0.title, $0.role == role) }
  }

  fileprivate var stateChoices: [Value] {
    [(State.suspended, "suspended"), (.silenced, "silenced"), (.new, "new this week")]
      .map { choice($0.rawValue, $1, $0 == state) }
  }

  private func choice(_ value: String, _ title: String, _ isCurrent: Bool) -> Value {
    ["value": value, "title": title, "current": isCurrent]
  }
}

extension UserLine {
  fileprivate func view(_ titles: [Role: String], _ now: Moment) -> Value {
    [
      "id": String(user.id), "name": user.name, "href": user.href,
      "role": titles[user.role] ?? user.role.rawValue, "isMember": user.role == .member,
      "joined": user.createdAt.view(from: now), "seen": seenAt?.view(from: now), "sanctions": sanctions,
    ]
  }
}

extension User {
  var href: String { "/admin/users/\(id)" }
  /// As it stands in the audit log.
  var target: String { "user:\(id)" }
}
