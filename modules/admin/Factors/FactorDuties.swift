import GRDB
import Kit
import Templating

extension AdminModule {
  /// GET /admin/second-factors
  func dutiesShow(_ request: Request) throws -> Response {
    let (needed, rank) = try house.read { db in (try FactorDuty.roles(db), try Rank(request.viewer, db)) }
    let page: Value = [
      "roles": rank.ofAccounts.map { known in
        [
          "value": known.role.rawValue, "title": known.title, "checked": needed.contains(known.role),
          "fixed": !rank.mayGive(known.role),
        ] as Value
      }
    ]
    return try house.page("admin/second-factors", page, request)
  }

  /// POST /admin/second-factors
  func dutiesChange(_ request: Request) throws -> Response {
    let ticked = Set(try request.form().all("role"))
    try house.write { db in
      let rank = try Rank(request.viewer, db)
      for role in rank.ofAccounts.map(\.role) where rank.mayGive(role) {
        try set(role, isNeeded: ticked.contains(role.rawValue), request, db)
      }
      try tellRights(now: request.now, db)
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
}
