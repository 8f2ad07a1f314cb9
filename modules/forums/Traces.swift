import GRDB
import Kit

/// What an account leaves in the forums. Threads in which others wrote stay, without its posts.
extension ForumsModule {
  public func removeEverything(by account: Int64, at now: Moment) throws -> Int {
    try house.write { db in
      for (category, places) in try Post.latest(of: account, db) {
        try announceRemoval(of: places, in: category, db)
      }
      return try Post.move(of: account, from: .none, to: .withAll, db)
        + Held.move(of: account, from: .waiting, to: .withAll, db)
    }
  }

  public func restoreEverything(by account: Int64, at now: Moment) throws -> Int {
    try house.write { db in
      try Post.move(of: account, from: .withAll, to: .none, db)
        + Held.move(of: account, from: .withAll, to: .waiting, db)
    }
  }

  static let met = """
    SELECT EXISTS (
      SELECT thread_id FROM (\(recent)) INTERSECT SELECT thread_id FROM (\(recent)))
    """
  private static let recent = """
    SELECT thread_id FROM forums_post WHERE account_id = ? AND removal = 0 ORDER BY id DESC LIMIT 2000
    """

  public func haveMet(_ one: Int64, _ other: Int64) throws -> Bool {
    try house.read { try Bool.fetchOne($0.cachedStatement(sql: Self.met), arguments: [one, other]) ?? false }
  }
}

extension Post {
  /// Their last posts that are seen, as pages that are open may show them: a thread's together, with its category.
  static func latest(of account: Int64, _ db: Database) throws -> [(category: Scope, places: [Place])] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT p.place, t.category_id
        FROM (SELECT place, thread_id FROM forums_post WHERE account_id = ? AND removal = 0
          ORDER BY id DESC LIMIT 200) p
        JOIN forums_thread t ON t.id = p.thread_id
        """, arguments: [account])
    let places = rows.map { (place: Place(rawValue: $0[0]), category: Scope.category($0[1])) }
    return Dictionary(grouping: places, by: { $0.place.thread }).sorted { $0.key < $1.key }
      .map { ($1[0].category, $1.map { $0.place }) }
  }

  /// All posts of an account that are in one state, with every counter that depends on them.
  static func move(of account: Int64, from: Removal, to: Removal, _ db: Database) throws -> Int {
    let threads = try Row.fetchAll(
      db,
      sql: """
        SELECT thread_id, count(*) FROM forums_post WHERE account_id = ? AND removal = ? GROUP BY thread_id
        """, arguments: [account, from.rawValue])
    try db.execute(
      sql: "UPDATE forums_post SET removal = ? WHERE account_id = ? AND removal = ?",
      arguments: [to.rawValue, account, from.rawValue])
    for row in threads {
      let count: Int = row[1]
      try Thread.recount(row[0], by: to == .none ? count : -count, db)
    }
    return threads.reduce(0) { $0 + ($1[1] as Int) }
  }
}
