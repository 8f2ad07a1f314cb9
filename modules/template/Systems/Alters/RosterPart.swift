import GRDB
import Kit

/// A part of a system in its order, for lists to choose from: those of a name, a page at a time. Without an
/// account it is the site's own.
struct RosterPart {
  let account: Int64?
  private(set) var finding: Finding
  private(set) var alters: [Alter] = []

  /// Only whom `onlooker` may see.
  init(_ account: Int64?, _ query: Fields, onlooker: Onlooker = .owner, _ db: Database) throws {
    self.account = account
    finding = Finding(query)
    let source = """
      FROM template_alter WHERE account_id IS :account AND archived_at IS NULL
        AND \(Onlooker.filter("visibility", .alter, of: "template_alter.id"))\(finding.condition("name"))
      """
    let binds: StatementArguments = ["account": account] + onlooker.binds + finding.binds
    finding.count = try Int.fetchOne(db, sql: "SELECT count(*) \(source)", arguments: binds) ?? 0
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT \(Alter.columns) \(source) ORDER BY position, id LIMIT \(Finding.size) OFFSET \(finding.offset)
        """, arguments: binds)
    alters = rows.map(Alter.init)
  }

  /// With these before the others, whether they are on this page or not.
  func including(_ ids: some Collection<Int64>, _ db: Database) throws -> [Alter] {
    let asked = Set(ids)
    guard !asked.isEmpty else { return alters }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT \(Alter.columns) FROM template_alter
        WHERE id IN (SELECT value FROM json_each(?)) AND account_id IS ? AND archived_at IS NULL
        ORDER BY position, id LIMIT 200
        """, arguments: [asked.json, account])
    return rows.map(Alter.init) + alters.filter { !asked.contains($0.id) }
  }

  var isEmpty: Bool { finding.count == 0 && finding.search.isEmpty }
}
