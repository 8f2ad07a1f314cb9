import GRDB
import Kit
import Templating

extension AdminModule {
  /// GET /admin/second-factors
  func dutiesShow(_ request: Request) throws -> Response {
    let needed = try house.read { db in try FactorDuty.roles(db) }
    let page: Value = [
      "roles": Self.rolesOfAccounts.map { role in
        [
          "value": role.rawValue, "title": role.plural, "checked": needed.contains(role),
          "fixed": !request.viewer.mayGive(role),
        ] as Value
      }
    ]
    return try house.page("admin/second-factors", page, request)
  }

  /// POST /admin/second-factors
  func dutiesChange(_ request: Request) throws -> Response {
    let ticked = Set(try request.form().all("role"))
    try house.write { db in
      for role in Self.rolesOfAccounts where request.viewer.mayGive(role) {
        try set(role, isNeeded: ticked.contains(role.rawValue), request, db)
      }
      try house.doors.publish(Event("permissions", to: .daemon), db)
    }
    return .seeOther("/admin/second-factors").flash(.good, "Saved. It holds from the next request on.")
  }

  private func set(_ role: Role, isNeeded: Bool, _ request: Request, _ db: Database) throws {
    guard try FactorDuty.set(role, isNeeded, db) else { return }
    let (before, after) = isNeeded ? ("optional", "required") : ("required", "optional")
    try auditLog.append(
      AuditEntry("role.second-factor", "role:\(role.rawValue)", before: before, after: after, by: request), db
    )
  }

  private static var rolesOfAccounts: [Role] { Role.allCases.filter { $0 != .guest } }
}
