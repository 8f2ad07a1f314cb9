import GRDB
import Kit

/// A list that an account makes of its friends, to show things to them alone. Nobody else knows of it. Only
/// friends can be on one: they agreed to be near, and when that ends their place on every list ends with it.
package struct PeopleList: Sendable, Equatable {
  let id: Int64
  var name: String
  /// How many are on it.
  var count: Int

  static let most = 50
  package static let longest = 60

  static func list(of account: Int64?, _ db: Database) throws -> [PeopleList] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT id, name, (SELECT count(*) FROM template_list_friend WHERE list_id = id) AS count
          FROM template_list WHERE account_id = ? ORDER BY name COLLATE NOCASE, id LIMIT \(most)
          """), arguments: [account]
    ).map(PeopleList.init)
  }

  static func find(_ id: Int64, of account: Int64, _ db: Database) throws -> PeopleList? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT id, name, (SELECT count(*) FROM template_list_friend WHERE list_id = id) AS count
        FROM template_list WHERE id = ? AND account_id = ?
        """, arguments: [id, account]
    ).map(PeopleList.init)
  }

  private init(_ row: Row) { (id, name, count) = (row["id"], row["name"], row["count"]) }

  static func people(on id: Int64, _ db: Database) throws -> Set<Int64> {
    try Int64.fetchSet(
      db, sql: "SELECT friend_id FROM template_list_friend WHERE list_id = ?", arguments: [id])
  }

  /// Each friend's lists.
  static func placements(of account: Int64, _ db: Database) throws -> [Int64: Set<Int64>] {
    try Row.fetchAll(
      db.cachedStatement(sql: "SELECT friend_id, list_id FROM template_list_friend WHERE account_id = ?"),
      arguments: [account]
    ).reduce(into: [:]) { $0[$1[0], default: []].insert($1[1]) }
  }

  /// One friend's lists.
  static func placements(of friend: Int64, on account: Int64, _ db: Database) throws -> Set<Int64> {
    try Int64.fetchSet(
      db.cachedStatement(
        sql: "SELECT list_id FROM template_list_friend WHERE account_id = ? AND friend_id = ?"),
      arguments: [account, friend])
  }

  /// nil if there is one of that name.
  static func insert(_ name: String, of account: Int64, _ db: Database) throws -> Int64? {
    try db.execute(
      sql: "INSERT INTO template_list(id, account_id, name) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [RowNumber.scattered(), account, name])
    return db.changesCount > 0 ? db.lastInsertedRowID : nil
  }

  /// False if there is another one of that name.
  func rename(_ name: String, of account: Int64, _ db: Database) throws -> Bool {
    let isTaken = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM template_list WHERE account_id = ? AND name = ? AND id <> ?)",
      arguments: [account, name, id])
    guard isTaken != true else { return false }
    try db.execute(sql: "UPDATE template_list SET name = ? WHERE id = ?", arguments: [name, id])
    return true
  }

  /// Exactly these, as far as they are friends.
  func setPeople(_ people: Set<Int64>, of account: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_list_friend WHERE list_id = ?", arguments: [id])
    try db.execute(
      sql: """
        INSERT INTO template_list_friend(list_id, account_id, friend_id)
        SELECT ?, account_id, friend_id FROM template_friend
        WHERE account_id = ? AND friend_id IN (SELECT value FROM json_each(?))
        """, arguments: [id, account, people.json])
  }

  /// What was shown to the list alone is private from then on.
  func remove(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_list WHERE id = ?", arguments: [id])
  }

  /// Whether anything is shown to it.
  func isShownAnything(_ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM template_shown_to WHERE list_id = ?)", arguments: [id]) ?? false
  }
}
