import GRDB
import Kit

extension Zone {
  /// The zone of an account's system, or of the site's own.
  package static func of(_ account: Int64?, _ db: Database) throws -> Zone {
    let name = try String.fetchOne(
      db,
      sql: account == nil
        ? "SELECT zone FROM template_system WHERE id = 1 AND ? IS NULL"
        : "SELECT zone FROM template_account WHERE account_id = ?", arguments: [account])
    return name.flatMap { Zone($0) } ?? .utc
  }

  package func keep(for account: Int64?, _ db: Database) throws {
    guard let account else {
      return try db.execute(sql: "UPDATE template_system SET zone = ? WHERE id = 1", arguments: [name])
    }
    try db.execute(
      sql: """
        INSERT INTO template_account(account_id, zone) VALUES(?, ?)
        ON CONFLICT(account_id) DO UPDATE SET zone = excluded.zone
        """, arguments: [account, name])
  }
}
