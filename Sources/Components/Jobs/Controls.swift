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
    let wasEnabled = try registry.isEnabled(house)
    let act = AuditEntry(
      isEnabled ? "module.enable" : "module.disable", "module:\(house)", before: Self.word(wasEnabled),
      after: Self.word(isEnabled), address: name, requestId: Self.newRequestId(), at: .now)
    try admin.audited(act) {
      try registry.setEnabled(house, isEnabled, by: name, now: .now)
      try tellDaemon(house: house)
    }
  }

  private static func word(_ isEnabled: Bool) -> String { isEnabled ? "open" : "closed" }

  /// Tells one run of the command from the next.
  private static func newRequestId() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }
}
