import GRDB
import Kit

/// Whom an account shows who fronts in its system, and who fronted. Each alter has a word of their own besides,
/// and the history is never shown further than the front.
struct FrontShowing: Equatable {
  let account: Int64
  var front = ShownTo.nobody
  var history = ShownTo.nobody

  static func find(_ account: Int64, _ db: Database) throws -> FrontShowing {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT front_visibility, \(ShownTo.column(.front, of: "account_id")), history_visibility,
          \(ShownTo.column(.history, of: "account_id"))
        FROM template_account WHERE account_id = ?
        """, arguments: [account])
    guard let row else { return FrontShowing(account: account) }
    return FrontShowing(
      account: account, front: ShownTo(row[0], lists: row[1]), history: ShownTo(row[2], lists: row[3]))
  }

  /// As it is shown, and kept: a history goes no further than the front.
  var narrowed: FrontShowing {
    FrontShowing(account: account, front: front, history: history.and(front))
  }

  func save(_ db: Database) throws {
    let history = narrowed.history
    try db.execute(
      sql: """
        INSERT INTO template_account(account_id, front_visibility, history_visibility) VALUES(?, ?, ?)
        ON CONFLICT(account_id) DO UPDATE SET front_visibility = excluded.front_visibility,
          history_visibility = excluded.history_visibility
        """, arguments: [account, front.level.rawValue, history.level.rawValue])
    try front.keepLists(.front, of: account, owner: account, db)
    try history.keepLists(.history, of: account, owner: account, db)
  }
}
