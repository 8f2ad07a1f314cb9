import GRDB
import Kit

/// The system that gives the site its face, as far as every request needs it.
package struct SiteSystem: Sendable, Equatable {
  package let salt: String
  /// The person who runs the site has been asked whether visitors may see who fronts, and answered.
  let isShowingAsked: Bool
  /// Several who front wear the face called `together`; else the first one's.
  package let wearsTogether: Bool
  /// How often a face was published or taken back: whoever sees another number looks at the files at once.
  package let publications: Int
  package let front: Front
  /// All of them; who may know of whom is asked of each.
  package let known: [Alter]
  /// Differs when one of them does, or who may know of them.
  package let rosterMark: Int
  /// Faces that everybody may choose.
  package let openFaces: Set<String>
  /// What houses wear that don't follow the front; "" for the neutral face.
  package let houseFaces: [String: String]

  static func current(_ db: Database) throws -> SiteSystem {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT salt, is_showing_asked, wears_together, publications FROM template_system WHERE id = 1"))
    let known = try Alter.roster(db)
    return SiteSystem(
      salt: row?["salt"] ?? "", isShowingAsked: row?["is_showing_asked"] ?? false,
      wearsTogether: row?["wears_together"] ?? false, publications: row?["publications"] ?? 0,
      front: try Front.current(db), known: known, rosterMark: known.hashValue, openFaces: try openFaces(db),
      houseFaces: try houseFaces(db))
  }

  /// The account whose friends and lists count for the site's own system.
  static func owner(_ db: Database) throws -> Int64? {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT account_id FROM template_system WHERE id = 1"))
  }

  static func setOwner(_ account: Int64?, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET account_id = ? WHERE id = 1", arguments: [account])
  }

  static func wearTogether(_ isWanted: Bool, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET wears_together = ? WHERE id = 1", arguments: [isWanted])
  }

  static func notePublication(_ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET publications = publications + 1 WHERE id = 1")
  }

  static func showPartly(_ isWanted: Bool, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET shows_partly = ? WHERE id = 1", arguments: [isWanted])
  }

  static func answerShowing(_ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET is_showing_asked = 1 WHERE id = 1")
  }

  private static func openFaces(_ db: Database) throws -> Set<String> {
    try String.fetchSet(
      db.cachedStatement(sql: "SELECT slug FROM template_open_face ORDER BY slug LIMIT 500"))
  }

  private static func houseFaces(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT house, face FROM template_house_face ORDER BY house LIMIT 500"))
    return Dictionary(rows.map { ($0["house"], $0["face"]) }) { first, _ in first }
  }

  /// The face that the first of an account's own fronters gave themselves.
  package static func ownFace(of account: Int64, _ db: Database) throws -> String? {
    try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT a.face FROM template_history s JOIN template_alter a ON a.id = s.alter_id
          WHERE s.account_id = ? AND s.ended_at IS NULL AND a.archived_at IS NULL
          ORDER BY s.position, s.id LIMIT 1
          """), arguments: [account]
    ).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// nil: it follows the front.
  static func dress(_ house: String, in face: String?, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_house_face WHERE house = ?", arguments: [house])
    guard let face else { return }
    try db.execute(
      sql: "INSERT INTO template_house_face(house, face) VALUES(?, ?)", arguments: [house, face])
  }

  static func open(_ face: String, _ isOpen: Bool, _ db: Database) throws {
    try db.execute(
      sql: isOpen
        ? "INSERT OR IGNORE INTO template_open_face(slug) VALUES(?)"
        : "DELETE FROM template_open_face WHERE slug = ?", arguments: [face])
  }
}
