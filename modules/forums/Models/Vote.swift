import GRDB
import Kit

/// One account's opinion of one post, whichever alter speaks.
enum Vote: Int {
  case up = 1
  case down = -1
  case none = 0

  init?(field: String) {
    switch field {
    case "up": self = .up
    case "down": self = .down
    case "none": self = .none
    default: return nil
    }
  }

  static let mine = "SELECT value FROM forums_vote WHERE post_id = ? AND account_id = ?"

  /// Puts the account's vote where `self` says and the post's numbers with it. Says whether it changed.
  func cast(on post: Post, by account: Int64, at now: Moment, _ db: Database) throws -> Bool {
    let before = try Int.fetchOne(db.cachedStatement(sql: Self.mine), arguments: [post.id, account]) ?? 0
    guard before != rawValue else { return false }
    try store(on: post, by: account, at: now, db)
    try count(on: post, from: before, db)
    return true
  }

  private func store(on post: Post, by account: Int64, at now: Moment, _ db: Database) throws {
    guard self != .none else {
      let sql = "DELETE FROM forums_vote WHERE post_id = ? AND account_id = ?"
      return try db.cachedStatement(sql: sql).execute(arguments: [post.id, account])
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO forums_vote(post_id, account_id, value, at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at
        """
    ).execute(arguments: [post.id, account, rawValue, now])
  }

  private func count(on post: Post, from before: Int, _ db: Database) throws {
    let ups = post.ups + (self == .up ? 1 : 0) - (before == 1 ? 1 : 0)
    let downs = post.downs + (self == .down ? 1 : 0) - (before == -1 ? 1 : 0)
    try db.cachedStatement(sql: "UPDATE forums_post SET ups = ?, downs = ?, wilson = ? WHERE place = ?")
      .execute(arguments: [ups, downs, Self.wilson(ups: ups, downs: downs), post.place.rawValue])
    let sql = "UPDATE forums_thread SET score = coalesce(?, score), rev = rev + 1 WHERE id = ?"
    try db.cachedStatement(sql: sql)
      .execute(arguments: [post.number == 1 ? ups - downs : nil, post.place.thread])
  }

  /// The lower end of what the share of ups may be, 80 % sure (Wilson): few votes count for little.
  static func wilson(ups: Int, downs: Int) -> Double {
    let n = Double(ups + downs)
    guard n > 0 else { return 0 }
    let z = 1.281551565545
    let share = Double(ups) / n
    let centre = share + z * z / (2 * n)
    let spread = z * ((share * (1 - share) + z * z / (4 * n)) / n).squareRoot()
    return (centre - spread) / (1 + z * z / n)
  }
}
