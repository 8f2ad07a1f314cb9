import GRDB
import Kit

extension Telling {
  /// What of a front was told last, and what has not stood for ten seconds yet: of the whole front, and while
  /// that moves, of what each friend sees.
  struct Track: Equatable {
    var told: [Int64]
    var next: [Int64]?
    var at: Moment?

    func isAtRest(at front: [Int64]) -> Bool { next == nil && told == front }

    /// One more look.
    func following(_ front: [Int64], at now: Moment) -> Track {
      guard front == next ?? told else { return Track(told: told, next: front, at: now) }
      guard let next, let at, at + SettledFront.seconds <= now else { return self }
      return Track(told: next)
    }
  }
}

extension Telling.Track {
  private init(_ row: Row) {
    (told, at) = (SettledFront.ids(row["told"]), row["next_at"])
    next = (row["next"] as String?).map(SettledFront.ids)
  }

  /// Of every account that tells its friends.
  static func all(_ db: Database) throws -> [(account: Int64, track: Self)] {
    try Row.fetchAll(
      db.cachedStatement(sql: "SELECT account_id, told, next, next_at FROM template_telling LIMIT 10000")
    ).map { ($0["account_id"], Self($0)) }
  }

  /// What a friend sees of it, while it moves.
  static func of(_ account: Int64, for reader: Int64, _ db: Database) throws -> Self? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT told, next, next_at FROM template_telling_friend WHERE account_id = ? AND reader_id = ?"),
      arguments: [account, reader]
    ).map(Self.init)
  }

  func save(_ account: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_telling SET told = ?, next = ?, next_at = ? WHERE account_id = ?",
      arguments: values + [account])
    guard next == nil else { return }
    try db.execute(sql: "DELETE FROM template_telling_friend WHERE account_id = ?", arguments: [account])
  }

  func save(_ account: Int64, for reader: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO template_telling_friend(told, next, next_at, account_id, reader_id)
        VALUES(?, ?, ?, ?, ?)
        """, arguments: values + [account, reader])
  }

  private var values: StatementArguments {
    [SettledFront.text(told), next.map(SettledFront.text), at]
  }
}
