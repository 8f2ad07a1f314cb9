import GRDB
import Kit

/// What an account says of its system as a whole. There is one for every account; most never say anything.
package struct AccountSystem: Sendable, Equatable {
  let account: Int64
  var name = ""
  /// Markdown.
  var description = ""
  var tag = ""
  var pronouns = ""
  var color = ""
  var avatar = ""
  /// IANA's name of the zone whose days and hours the history is told in.
  var zone = "UTC"
  var shownTo = ShownTo.nobody

  package static let longestTag = 79

  static func find(_ account: Int64, _ db: Database) throws -> AccountSystem {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT name, description, tag, pronouns, color, avatar, zone, visibility,
            \(ShownTo.column(.system, of: "account_id"))
          FROM template_account WHERE account_id = ?
          """), arguments: [account])
    var system = AccountSystem(account: account)
    guard let row else { return system }
    (system.name, system.description, system.tag, system.pronouns) = (row[0], row[1], row[2], row[3])
    (system.color, system.avatar, system.zone) = (row[4], row[5], row[6])
    system.shownTo = ShownTo(row[7], lists: row[8])
    return system
  }

  func save(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_account(account_id, name, description, tag, pronouns, color, avatar, zone,
          visibility) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(account_id) DO UPDATE SET name = excluded.name, description = excluded.description,
          tag = excluded.tag, pronouns = excluded.pronouns, color = excluded.color, avatar = excluded.avatar,
          zone = excluded.zone, visibility = excluded.visibility
        """,
      arguments: [account, name, description, tag, pronouns, color, avatar, zone, shownTo.level.rawValue])
    try shownTo.keepLists(.system, of: account, owner: account, db)
  }
}
