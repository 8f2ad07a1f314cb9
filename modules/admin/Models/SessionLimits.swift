import GRDB
import Kit

/// How long sessions live, in seconds: as the site's settings say, or as it is usual.
struct SessionLimits: Sendable, Equatable {
  let idle: Int
  let absolute: Int

  /// A part of a query that already is about a session: the limits cost no query of their own.
  static let columns = """
    (SELECT value FROM setting WHERE name = 'accounts.idle-days') AS idle_days,
    (SELECT value FROM setting WHERE name = 'accounts.absolute-days') AS absolute_days
    """

  init(_ row: Row) {
    idle = Self.seconds(row["idle_days"]) ?? Session.idleLimit
    absolute = Self.seconds(row["absolute_days"]) ?? Session.absoluteLimit
  }

  static func current(_ db: Database) throws -> SessionLimits {
    try Row.fetchOne(db.cachedStatement(sql: "SELECT \(columns)")).map(SessionLimits.init)
      ?? SessionLimits(Row())
  }

  func allow(seenAt: Moment, begunAt: Moment, now: Moment) -> Bool {
    seenAt > now - idle && begunAt > now - absolute
  }

  /// nil for a setting that is not there or makes no sense.
  private static func seconds(_ days: String?) -> Int? {
    days.flatMap { Int($0) }.flatMap { (1...3650).contains($0) ? $0 * 86_400 : nil }
  }
}
