import Admin
import GRDB
import Kit

/// What the command line does with an open site.
extension Site {
  /// Every route with its house, in the order of the houses; those of no house have an empty name.
  public var table: [(house: String, route: Route)] {
    tables.flatMap { table in table.routes.map { (table.house, $0) } }
  }

  /// Opens or closes a house in every process, with an entry in the audit log before and after: registry.db
  /// and app.db can't change together.
  public func setEnabled(_ house: String, _ isEnabled: Bool, by name: String) throws {
    let act = isEnabled ? "module.enable" : "module.disable"
    try record(AuditEntry("\(act).intent", "module:\(house)", after: name, at: .now))
    try registry.setEnabled(house, isEnabled, by: name, now: .now)
    try tellDaemon(house: house)
    try record(AuditEntry(act, "module:\(house)", after: name, at: .now))
  }

  private func record(_ entry: AuditEntry) throws { try app.write { try admin.auditLog.append(entry, $0) } }
}
