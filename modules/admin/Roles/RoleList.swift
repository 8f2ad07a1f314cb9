import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/roles
  func roleList(_ request: Request) throws -> Response { try roles(RoleForm(), FormCheck(), request) }

  /// POST /admin/roles: a role of the site's own, which may do at first what the one beside it may.
  func roleCreate(_ request: Request) throws -> Response {
    let form = RoleForm(try request.form())
    var check = FormCheck()
    let made = try house.write { db -> KnownRole? in
      let rank = try Rank(request.viewer, db)
      let title = try check.take("title") { try form.title(besides: nil, rank.roles) }
      let duty = try check.take("duty") { try RoleTitle.duty(form.duty) }
      let base = try check.take("base") { try form.base(rank) }
      guard let title, let duty, let base else { return nil }
      let name = title.name(taken: Set(rank.roles.map(\.role.rawValue)))
      let made = KnownRole(role: Role(rawValue: name), title: title.text, duty: duty, base: base)
      try made.insert(db)
      try auditLog.append(
        AuditEntry("role.create", made.target, after: "\(title.text), like \(base.rawValue)", by: request), db
      )
      return made
    }
    guard let made else { return try roles(form, check, request, status: .unprocessableContent) }
    return .seeOther("/admin/roles").flash(.good, "The role “\(made.title)” is there. Nobody has it yet.")
  }

  private func roles(
    _ form: RoleForm, _ check: FormCheck, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let (rank, holders) = try house.read { db in (try Rank(request.viewer, db), try KnownRole.holders(db)) }
    let page: Value = [
      "errors": check, "fields": form.fields(check),
      "roles": rank.roles.map { $0.line(in: rank, holders: holders[$0.role] ?? 0) },
      "bases": rank.givable.filter(\.mayBeBase).map { $0.choice(isCurrent: $0.role.rawValue == form.base) },
    ]
    return try house.page("admin/roles", page, request, status: status)
  }
}

/// What an admin says about a role, as typed.
struct RoleForm {
  var title = ""
  var duty = ""
  var base = Role.member.rawValue

  init() {}

  init(_ form: Form) { (title, duty, base) = (form["title"], form["duty"], form["base"]) }

  init(_ known: KnownRole) { (title, duty, base) = (known.title, known.duty, known.base.rawValue) }

  /// What the form shows of a role that exists.
  var sight: Sight {
    Sight([.init("Name", title, field: "title"), .init("What it is for", duty, field: "duty")])
  }

  func title(besides own: KnownRole?, _ roles: [KnownRole]) throws -> RoleTitle {
    guard own != nil || roles.count < KnownRole.most else {
      throw Refusal("There are \(KnownRole.most) roles already, which is all that fit beside each other.")
    }
    return try RoleTitle(title, others: roles.filter { $0.role != own?.role }.map(\.title))
  }

  func base(_ rank: Rank) throws -> Role {
    guard let known = rank[Role(rawValue: base)], known.mayBeBase, rank.mayGive(known.role) else {
      throw Refusal("Choose the role that it stands beside.")
    }
    return known.role
  }

  func fields(_ check: FormCheck) -> [FieldView] {
    [
      FieldView(
        name: "title", label: "Name", typed: title, hint: "What somebody who has it is called: Gardener.",
        autocomplete: "off", error: check["title"]),
      FieldView(
        name: "duty", label: "What it is for", typed: duty, hint: "One sentence, for those who give it.",
        isRequired: false, autocomplete: "off", error: check["duty"]),
    ]
  }
}

extension KnownRole {
  /// Whether other roles may stand beside it: not beside admins, nor beside guests.
  fileprivate var mayBeBase: Bool { [.member, .moderator].contains(role) }

  fileprivate func line(in rank: Rank, holders: Int) -> Value {
    [
      "title": title, "duty": duty, "href": rank.mayChange(self) ? href : nil,
      "beside": isBuiltIn ? nil : rank[base]?.title, "isOwn": !isBuiltIn,
      "holders": role == .guest ? "everybody who is not signed in" : Self.people(holders),
    ]
  }

  static func people(_ count: Int) -> String {
    switch count {
    case 0: "nobody"
    case 1: "1 account"
    default: "\(count) accounts"
    }
  }
}
