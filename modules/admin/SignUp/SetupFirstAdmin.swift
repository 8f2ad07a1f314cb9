import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /setup/:token
  func setupShow(_ request: Request) throws -> Response {
    try house.read { db in try checkSetup(request, db) }
    return try setupPage(request, name: "", FormCheck())
  }

  /// POST /setup/:token
  func setupFinish(_ request: Request) throws -> Response {
    try house.read { db in try checkSetup(request, db) }
    let form = try request.form()
    var check = FormCheck()
    let name = try check.take("name") { try AccountName(form["name"]) }
    let password = try check.take("password") { try newPassword(form["password"], for: form["name"]) }
    if let name, let password, let entry = try check.take("name", { try begin(name, password, request) }) {
      return show(entry, Response.seeOther("/admin/"))
        .flash(.good, "Welcome, \(name.text). This site is yours to look after.")
    }
    return try setupPage(request, name: form["name"], check, status: .unprocessableContent)
  }

  private func checkSetup(_ request: Request, _ db: Database) throws {
    guard try Setup.isOpen(request.parameters["token"] ?? "", now: request.now, db) else {
      throw Fault(.notFound, "This address has done its work, or a newer one has taken its place.")
    }
  }

  /// Makes the first admin, opens their session and removes the address, all or nothing.
  private func begin(_ name: AccountName, _ password: Password, _ request: Request) throws -> Entry {
    let stored = try passwords.hash(password.text)
    return try house.write { db in
      try checkSetup(request, db)
      let id = try User.create(name, password: stored, role: .admin, now: request.now, db)
      try Setup.end(db)
      try auditLog.append(
        AuditEntry(
          "user.first-admin", "user:\(id)", after: Role.admin.rawValue, actor: id, address: request.address,
          requestId: request.id, at: request.now), db)
      return try openSession(for: Entrant(user: id), request, db)
    }
  }

  private func setupPage(
    _ request: Request, name: String, _ check: FormCheck, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = [
      "errors": check, "action": request.path, "fields": Self.newAccountFields(name, check),
    ]
    return try house.page("admin/setup", page, request, status: status)
      .with(.cacheControl, "no-store")
  }
}
