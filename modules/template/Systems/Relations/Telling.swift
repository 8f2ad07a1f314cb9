import GRDB
import Kit
import Templating

/// Whether an account tells its friends of its switches, and of whom it never does.
struct Telling: Renderable {
  struct Choice { let id: Int64, name: String, isUntold: Bool }

  let isOn: Bool
  let alters: [Choice]

  static func of(_ account: Int64, _ db: Database) throws -> Telling {
    let isOn = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM template_telling WHERE account_id = ?)", arguments: [account])
    let alters = try Row.fetchAll(
      db,
      sql: """
        SELECT a.id, a.name, u.alter_id IS NOT NULL AS is_untold
        FROM template_alter a LEFT JOIN template_untold u ON u.alter_id = a.id
        WHERE a.archived_at IS NULL AND \(own) ORDER BY a.position, a.id LIMIT 500
        """, arguments: ["account": account])
    return Telling(
      isOn: isOn ?? false,
      alters: alters.map { Choice(id: $0["id"], name: $0["name"], isUntold: $0["is_untold"]) })
  }

  /// Of an alter called `a`: it belongs to the account, be it as one of the site's own system.
  private static let own = """
    (a.account_id = :account OR a.account_id IS NULL
      AND :account = (SELECT account_id FROM template_system WHERE id = 1))
    """

  /// What fronts when it begins is no news.
  static func set(_ isOn: Bool, for account: Int64, _ db: Database) throws {
    guard isOn else {
      return try db.execute(sql: "DELETE FROM template_telling WHERE account_id = ?", arguments: [account])
    }
    let front = try SettledFront.fronts(db)[account] ?? []
    try db.execute(
      sql: "INSERT INTO template_telling(account_id, told) VALUES(?, ?) ON CONFLICT DO NOTHING",
      arguments: [account, SettledFront.text(front)])
  }

  static func keepUntold(_ alters: Set<Int64>, of account: Int64, _ db: Database) throws {
    let binds: StatementArguments = ["account": account, "alters": alters.json]
    try db.execute(
      sql: """
        DELETE FROM template_untold WHERE alter_id IN (SELECT a.id FROM template_alter a WHERE \(own))
        """, arguments: ["account": account])
    try db.execute(
      sql: """
        INSERT INTO template_untold(alter_id) SELECT a.id FROM template_alter a
        WHERE a.id IN (SELECT value FROM json_each(:alters)) AND \(own)
        """, arguments: binds)
  }

  var value: Value {
    [
      "isOn": isOn, "hasAlters": !alters.isEmpty,
      "alters": alters.map { ["id": $0.id, "name": $0.name, "isUntold": $0.isUntold] as Value },
    ]
  }
}
