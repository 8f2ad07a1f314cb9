import GRDB
import Kit

/// Erases the accounts whose day has come, in `rowhouse-jobs`.
extension AdminModule {
  var deletionJob: Job {
    Job("admin.farewells", .every(seconds: 3600)) { _, now in
      for deletion in try house.read({ db in try AccountDeletion.due(now: now, db) }) {
        try house.doors.personalData.erase(deletion.user, deletion.keepsPosts, now)
      }
    }
  }

  /// Tables of what is about the account alone, notes of staff included.
  private static let personal = [
    "admin_invite", "admin_sanction", "admin_note", "admin_acting", "admin_block", "admin_reach",
    "admin_trace_removal", "admin_device",
  ]

  /// Erases what the Admin house has of the account. Its row stays, because posts refer to it, and names nobody.
  public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
    let exports = try house.write { db in
      guard let user = try User.find(account, db) else { return [String]() }
      try TakenName.keep(AccountName(user.name), of: account, now: now, db)
      try db.execute(
        sql: """
          UPDATE admin_user
          SET name = ?, folded = ?, skeleton = NULL, password = '', mail = NULL, role = 'member'
          WHERE id = ?
          """, arguments: [Speaker.gone.name, "deleted account \(account)", account])
      _ = try endSessions(of: account, now: now, db)
      try User.changeLock(of: account, db)
      try OneTimeLink.endAll(of: account, db)
      try SecondFactors.removeAll(of: account, db)
      for table in Self.personal {
        try db.execute(sql: "DELETE FROM \(table) WHERE user_id = ?", arguments: [account])
      }
      try AccountDeletion.finish(of: account, now: now, db)
      try auditLog.append(
        AuditEntry(
          "user.erase", "user:\(account)", after: keepingPosts ? "posts kept" : "posts removed", at: now), db)
      return try Export.forget(of: account, db)
    }
    for file in exports { try remove(file) }
  }
}
