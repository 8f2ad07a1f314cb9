import GRDB
import Kit

/// The system that gives the site its face, as far as every request needs it.
struct SiteSystem: Sendable, Equatable {
  let salt: String
  /// The person who runs the site has been asked whether visitors may see who fronts, and answered.
  let isShowingAsked: Bool
  /// Several who front wear the face called `together`; else the first one's.
  let wearsTogether: Bool
  /// How often a face was published or taken back: whoever sees another number looks at the files at once.
  let publications: Int
  let front: Front
  /// All of them; who may know of whom is asked of each.
  let known: [Alter]
  /// Faces that everybody may choose.
  let openFaces: Set<String>
  /// What houses wear that don't follow the front; "" for the neutral face.
  let houseFaces: [String: String]

  static func current(_ db: Database) throws -> SiteSystem {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT salt, is_showing_asked, wears_together, publications FROM template_system WHERE id = 1"))
    return SiteSystem(
      salt: row?["salt"] ?? "", isShowingAsked: row?["is_showing_asked"] ?? false,
      wearsTogether: row?["wears_together"] ?? false, publications: row?["publications"] ?? 0,
      front: try Front.current(db), known: try Alter.roster(db), openFaces: try openFaces(db),
      houseFaces: try houseFaces(db))
  }

  /// The account whose friends and lists count for the site's own system.
  static func owner(_ db: Database) throws -> Int64? {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT account_id FROM template_system WHERE id = 1"))
  }

  static func setOwner(_ account: Int64?, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_system SET account_id = ? WHERE id = 1", arguments: [account])
  }

  static let together = "together"

  /// The folder of the face that two share: `_dexen+seles`.
  static func pair(_ alters: [Alter]) -> String? {
    alters.count == 2 ? "_" + alters.map(\.slug).sorted().joined(separator: "+") : nil
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
