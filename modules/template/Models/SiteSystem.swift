import GRDB
import Kit

/// The system that gives the site its face, as far as every request needs it.
struct SiteSystem: Sendable, Equatable {
  let salt: String
  /// The person who runs the site has been asked whether visitors may see who fronts, and answered.
  let isShowingAsked: Bool
  /// Several who front wear the face called `together`; else the first one's.
  let wearsTogether: Bool
  let front: Front

  static func current(_ db: Database) throws -> SiteSystem {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT salt, is_showing_asked, wears_together FROM template_system WHERE id = 1"))
    return SiteSystem(
      salt: row?["salt"] ?? "", isShowingAsked: row?["is_showing_asked"] ?? false,
      wearsTogether: row?["wears_together"] ?? false, front: try Front.current(db))
  }

  /// The account whose friends and lists count for the site's own system.
  static func owner(_ db: Database) throws -> Int64? {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT account_id FROM template_system WHERE id = 1"))
  }

  static func setOwner(_ account: Int64?, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET account_id = ? WHERE id = 1", arguments: [account])
  }

  static let together = "together"

  static func wearTogether(_ isWanted: Bool, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET wears_together = ? WHERE id = 1", arguments: [isWanted])
  }

  static func answerShowing(_ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET is_showing_asked = 1 WHERE id = 1")
  }
}
