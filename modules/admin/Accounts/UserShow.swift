import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/users/:id
  func userShow(_ request: Request) throws -> Response { try userPage(request, FormCheck()) }

  /// POST /admin/users/:id/role
  func roleChange(_ request: Request) throws -> Response {
    let form = try request.form()
    let wanted = Role(rawValue: form["role"])
    var check = FormCheck()
    let changed = try check.take("role") {
      try house.write { db in
        let user = try userAsked(request, db)
        let rank = try Rank(request.viewer, db)
        guard let role = rank[wanted] else { throw Fault.badRequest("There is no such role.") }
        try permit(user, role, rank)
        try sight(of: user, rank, wanting: role).check(form, back: user.href)
        try change(
          user, to: wanted,
          AuditEntry(
            "user.role", user.target, before: user.role.rawValue, after: wanted.rawValue, by: request), db)
        return (user, role)
      }
    }
    guard let (user, role) = changed else {
      return try userPage(request, check, status: .unprocessableContent)
    }
    return .seeOther(user.href).flash(.good, "\(user.name) is \(role.phrase) now.")
  }

  /// POST /admin/users/:id/sign-out
  func userSignOut(_ request: Request) throws -> Response {
    let user = try house.write { db in
      let user = try userAsked(request, db)
      guard try Rank(request.viewer, db).mayChange(user) else { throw Fault.forbidden }
      let ended = try signOut(user.id, now: request.now, db)
      try auditLog.append(
        AuditEntry(
          "user.sign-out", user.target, before: "\(ended) sessions", after: "0 sessions", by: request),
        db)
      return user
    }
    return .seeOther(user.href).flash(.good, "\(user.name) is signed out everywhere.")
  }

  func userAsked(_ request: Request, _ db: Database) throws -> User {
    guard let user = try User.find(request.id("id"), db) else { throw Fault.notFound }
    return user
  }

  /// What the form about a role shows, beside what is wanted.
  private func sight(of user: User, _ rank: Rank, wanting role: KnownRole? = nil) -> Sight {
    let now = rank[user.role]?.title ?? user.role.rawValue
    return Sight([.init("Role", now, wanted: role?.title ?? now)])
  }

  /// Of what the form showed at first.
  private func saw(of user: User, _ rank: Rank, _ request: Request) throws -> String {
    guard request.method == .post, case let form = try request.form(), form.has("role") else {
      return sight(of: user, rank).mark
    }
    return form[Sight.field]
  }

  private func permit(_ user: User, _ role: KnownRole, _ rank: Rank) throws {
    guard user.id != rank.viewer.account?.id else {
      throw Refusal("Your own role is for somebody else to change.")
    }
    guard rank.mayChange(user), rank.mayGive(role.role) else {
      throw Refusal("You can give roles that hold no more than your own, to people up to your own.")
    }
    guard user.role != role.role else { throw Refusal("\(user.name) is \(role.phrase) already.") }
  }

  func userPage(
    _ request: Request, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = try house.read { db in
      let user = try userAsked(request, db)
      let rank = try Rank(request.viewer, db)
      let sessions = try Session.list(of: user.id, now: request.now, db)
      let acts =
        try request.viewer.can("admin.audit")
        ? AuditLine.list(AuditFilter(target: user.target), limit: 10, db) : []
      return [
        "errors": check, "name": user.name, "href": user.href,
        "role": try KnownRole.title(of: user.role, db), "joined": user.createdAt.view(from: request.now),
        "seen": sessions.first?.seenAt.view(from: request.now), "sessions": sessions.count,
        "saw": try saw(of: user, rank, request),
        "roles": rank.givable.map { $0.choice(isCurrent: $0.role == user.role) },
        "mayChange": request.viewer.can("admin.users") && rank.mayChange(user),
        "standing": try standing(of: user, rank, request, check, db),
        "earlier": try TakenName.earlier(of: user.id, now: request.now, db)
          .map { ["name": $0.name, "until": $0.until.day] as Value },
        "hasEarlier": try !TakenName.earlier(of: user.id, now: request.now, db).isEmpty,
        "hasFactors": try !SecondFactors(of: user.id, db).isEmpty,
        "hasLines": !acts.isEmpty, "lines": acts.map { $0.view(request.now) },
      ]
    }
    return try house.page("admin/user", page, request, status: status)
  }
}

extension KnownRole {
  /// "is a member", "is an admin"
  fileprivate var phrase: String {
    guard isBuiltIn else { return "in the role “\(title)”" }
    return role == .admin ? "an admin" : "a \(role.rawValue)"
  }

  /// As a radio button.
  func choice(isCurrent: Bool = false) -> Value {
    ["value": role.rawValue, "title": title, "duty": duty, "current": isCurrent]
  }
}
