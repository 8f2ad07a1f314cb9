import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/roles/:name
  func roleEdit(_ request: Request) throws -> Response {
    let (known, _) = try house.read { try roleAsked(request, $0) }
    return try role(known, RoleForm(known), FormCheck(), request)
  }

  /// POST /admin/roles/:name
  func roleUpdate(_ request: Request) throws -> Response {
    let form = RoleForm(try request.form())
    var check = FormCheck()
    let known = try house.write { db in
      let (known, rank) = try roleAsked(request, db)
      try RoleForm(known).sight.check(request.form(), back: known.href)
      let title = try check.take("title") { try form.title(besides: known, rank.roles) }
      let duty = try check.take("duty") { try RoleTitle.duty(form.duty) }
      guard let title, let duty else { return known }
      try known.update(title: title.text, duty: duty, db)
      try auditLog.append(
        AuditEntry("role.rename", known.target, before: known.title, after: title.text, by: request), db)
      return known
    }
    guard check.isGood else {
      return try role(known, form, check, request, status: .unprocessableContent)
    }
    return .seeOther("/admin/roles").flash(.good, "Saved.")
  }

  /// POST /admin/roles/:name/remove with to=ROLE for those who have it
  func roleRemove(_ request: Request) throws -> Response {
    let to = Role(rawValue: try request.form()["to"])
    var check = FormCheck()
    let (known, moved) = try house.write { db in
      let (known, rank) = try roleAsked(request, db)
      let moved = try check.take("to") { try remove(known, to: to, rank, request, db) }
      return (known, moved)
    }
    guard let moved else {
      return try role(known, RoleForm(known), check, request, status: .unprocessableContent)
    }
    let sentence = moved == 0 ? "Nobody had it." : "\(KnownRole.people(moved)) got the other role."
    return .seeOther("/admin/roles").flash(.good, "The role “\(known.title)” is gone. \(sentence)")
  }

  /// Gives every account of the role the one that was chosen. Answers with how many there were.
  private func remove(
    _ known: KnownRole, to role: Role, _ rank: Rank, _ request: Request, _ db: Database
  ) throws -> Int {
    var moved = 0
    while case let holders = try User.holders(of: known.role, db), !holders.isEmpty {
      guard role != known.role, rank.mayGive(role) else {
        throw Refusal("Choose the role for those who have this one.")
      }
      for user in holders {
        let entry = AuditEntry(
          "user.role", user.target, before: known.role.rawValue, after: role.rawValue, by: request)
        try change(user, to: role, entry, db)
      }
      moved += holders.count
    }
    try known.delete(db)
    try auditLog.append(AuditEntry("role.remove", known.target, before: known.title, by: request), db)
    return moved
  }

  /// The role of the page. Built-in roles have none, nor have those that this viewer may not change.
  private func roleAsked(_ request: Request, _ db: Database) throws -> (KnownRole, Rank) {
    let rank = try Rank(request.viewer, db)
    guard let known = rank[Role(rawValue: request.parameters["name"] ?? "")], rank.mayChange(known) else {
      throw Fault.notFound
    }
    return (known, rank)
  }

  private func role(
    _ known: KnownRole, _ form: RoleForm, _ check: FormCheck, _ request: Request,
    status: Response.Status = .ok
  ) throws -> Response {
    let (rank, holders) = try house.read { db in
      (try Rank(request.viewer, db), try KnownRole.holders(db)[known.role] ?? 0)
    }
    let sent = request.method == .post ? try request.form() : nil
    let page: Value = [
      "saw": sent?.fields[Sight.field] ?? RoleForm(known).sight.mark, "errors": check, "title": known.title,
      "href": known.href, "fields": form.fields(check),
      "holders": KnownRole.people(holders), "hasHolders": holders > 0,
      "others": rank.givable.filter { $0.role != known.role }
        .map { $0.choice(isCurrent: $0.role == known.base) },
    ]
    return try house.page("admin/role", page, request, status: status)
  }
}
