import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/users/:id
  func userShow(_ request: Request) throws -> Response { try userPage(request, FormCheck()) }

  /// POST /admin/users/:id/role
  func roleChange(_ request: Request) throws -> Response {
    guard let role = try Role(rawValue: request.form()["role"]) else {
      throw Fault.badRequest("There is no such role.")
    }
    var check = FormCheck()
    let changed = try check.take("role") {
      try house.write { db in
        let user = try userAsked(request, db)
        try permit(user, role, request.viewer)
        try change(
          user, to: role,
          AuditEntry("user.role", user.target, before: user.role.rawValue, after: role.rawValue, by: request),
          db)
        return user
      }
    }
    guard let changed else { return try userPage(request, check, status: .unprocessableContent) }
    return .seeOther(changed.href).flash(.good, "\(changed.name) is \(role.phrase) now.")
  }

  /// POST /admin/users/:id/sign-out
  func userSignOut(_ request: Request) throws -> Response {
    let user = try house.write { db in
      let user = try userAsked(request, db)
      guard request.viewer.mayChange(user) else { throw Fault.forbidden }
      let ended = try Session.endAll(of: user.id, db)
      try tellEnded(ended, db)
      try auditLog.append(
        AuditEntry("user.sign-out", user.target, before: "\(ended.count) sessions", by: request), db)
      return user
    }
    return .seeOther(user.href).flash(.good, "\(user.name) is signed out everywhere.")
  }

  func userAsked(_ request: Request, _ db: Database) throws -> User {
    guard let user = try User.find(request.id("id"), db) else { throw Fault.notFound }
    return user
  }

  private func permit(_ user: User, _ role: Role, _ viewer: Viewer) throws {
    guard user.id != viewer.account?.id else {
      throw Refusal("Your own role is for somebody else to change.")
    }
    guard viewer.mayChange(user), viewer.mayGive(role) else {
      throw Refusal("You can give roles up to your own, to people up to your own.")
    }
    guard user.role != role else { throw Refusal("\(user.name) is \(role.phrase) already.") }
  }

  func userPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = try house.read { db in
      let user = try userAsked(request, db)
      let sessions = try Session.list(of: user.id, now: request.now, db)
      let acts =
        try request.viewer.can("admin.audit")
        ? AuditLine.list(AuditLine.Filter(target: user.target), limit: 10, db) : []
      return [
        "errors": check, "name": user.name, "href": user.href,
        "role": user.role.title, "joined": user.createdAt.view(from: request.now),
        "seen": sessions.first?.seenAt.view(from: request.now), "sessions": sessions.count,
        "roles": Role.allCases.filter(request.viewer.mayGive).map { role in
          ["value": role.rawValue, "title": role.title, "duty": role.duty, "current": role == user.role]
            as Value
        },
        "mayChange": request.viewer.can("admin.users") && request.viewer.mayChange(user),
        "standing": try standing(of: user, request, check, db),
        "hasLines": !acts.isEmpty, "lines": acts.map { $0.view(request.now) },
      ]
    }
    return try house.page("admin/user", page, request, status: status)
  }
}

extension Role {
  /// "is a member", "is an admin"
  fileprivate var phrase: String { self == .admin ? "an admin" : "a \(rawValue)" }

  fileprivate var duty: String {
    switch self {
    case .guest: "Reads."
    case .member: "Reads, writes, votes."
    case .moderator: "Keeps the peace as well."
    case .admin: "Keeps the site as well, with this control room."
    }
  }
}
