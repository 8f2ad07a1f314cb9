import GRDB
import Kit

/// Removes the second factors of somebody who has lost their phone and their codes: staff do it on purpose and on
/// record. A reset of the password does not do it.
extension AdminModule {
  /// POST /admin/users/:id/factors/remove
  func factorsRemove(_ request: Request) throws -> Response {
    let user = try house.write { db in
      let user = try userAsked(request, db)
      guard try Rank(request.viewer, db).mayChange(user) else { throw Fault.forbidden }
      try removeFactors(of: user, AuditEntry("user.factors-remove", user.target, by: request), db)
      return user
    }
    return .seeOther(user.href).flash(.good, "\(user.name) signs in with the password alone now.")
  }

  /// Removes factors from the command line, where the last admin has locked themselves out.
  public func removeFactors(of name: String, now: Moment) throws {
    try sayingWhy {
      try house.write { db in
        let user = try known(name, db)
        try removeFactors(of: user, AuditEntry("user.factors-remove", user.target, at: now), db)
      }
    }
  }

  /// Removes factors and ends all sessions: whoever had the factors may not be who asked.
  private func removeFactors(of user: User, _ entry: AuditEntry, _ db: Database) throws {
    try SecondFactors.removeAll(of: user.id, db)
    try User.changeLock(of: user.id, db)
    _ = try signOut(user.id, now: entry.at, db)
    try auditLog.append(entry, db)
  }
}
