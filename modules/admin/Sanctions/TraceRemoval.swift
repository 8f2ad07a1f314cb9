import GRDB
import Kit
import Templating

/// The record that everything that an account posted was hidden.
struct TraceRemoval: Sendable {
  let amount: Int
  let author: String?
  let at: Moment

  static func find(_ user: Int64, _ db: Database) throws -> TraceRemoval? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT amount, name, at FROM admin_trace_removal LEFT JOIN admin_user ON id = author_id
        WHERE user_id = ?
        """, arguments: [user]
    ).map { TraceRemoval(amount: $0["amount"], author: $0["name"], at: $0["at"]) }
  }

  /// Records a removal; another one adds to its amount.
  static func add(_ amount: Int, of user: Int64, by author: Int64, now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO admin_trace_removal (user_id, author_id, amount, at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET author_id = excluded.author_id, amount = amount + excluded.amount,
          at = excluded.at
        """, arguments: [user, author, amount, now])
  }

  static func forget(_ user: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_trace_removal WHERE user_id = ?", arguments: [user])
  }

  static func words(_ amount: Int) -> String {
    amount == 1 ? "1 post or message" : "\(amount) posts and messages"
  }

  func view(_ now: Moment) -> Value {
    ["words": Self.words(amount), "by": author, "time": at.view(from: now)]
  }
}
