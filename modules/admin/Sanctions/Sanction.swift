import GRDB
import Kit

/// A suspension or silence of an account, for a time. Nobody has to end it: each reading compares it with the clock.
struct Sanction: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// The account can't sign in.
    case suspended
    /// The account may read, and not write.
    case silenced
  }

  let kind: Kind
  let reason: String
  let author: String?
  let at: Moment
  let until: Moment?

  /// Whether a row of `admin_sanction` holds at `:now`.
  static let holds = "(until IS NULL OR until > :now)"

  static func current(_ kind: Kind, of user: Int64, now: Moment, _ db: Database) throws -> Sanction? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT reason, name, at, until FROM admin_sanction LEFT JOIN admin_user ON id = author_id
          WHERE user_id = :user AND kind = :kind AND \(holds)
          """),
      arguments: ["user": user, "kind": kind.rawValue, "now": now]
    ).map {
      Sanction(kind: kind, reason: $0["reason"], author: $0["name"], at: $0["at"], until: $0["until"])
    }
  }

  /// Whether nothing is held against an account, so that what it writes may be shown to others.
  static func isNone(of user: Int64, now: Moment, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT NOT EXISTS (SELECT 1 FROM admin_sanction WHERE user_id = :user AND \(holds))")
    return try Bool.fetchOne(statement, arguments: ["user": user, "now": now]) ?? false
  }

  /// Imposes a sanction in place of one of the same kind.
  static func put(
    _ kind: Kind, on user: Int64, for reason: Remark, until: Moment?, by author: Int64, now: Moment,
    _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO admin_sanction (user_id, kind, reason, author_id, at, until)
        VALUES (?, ?, ?, ?, ?, ?)
        """, arguments: [user, kind.rawValue, reason.text, author, now, until])
  }

  static func lift(_ kind: Kind, from user: Int64, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM admin_sanction WHERE user_id = ? AND kind = ?", arguments: [user, kind.rawValue])
  }

  /// The sentence for the person.
  var sentence: String { Self.sentence(kind, reason: reason, until: until) }

  static func sentence(_ kind: Kind, reason: String, until: Moment?) -> String {
    switch kind {
    case .suspended: "This account is suspended \(end(until)). The reason: \(reason)"
    case .silenced: "You can read here, but not write, \(end(until)). The reason: \(reason)"
    }
  }

  /// The words for the audit log.
  var words: String { Self.words(until, reason) }

  static func words(_ until: Moment?, _ reason: String) -> String { "\(end(until)): \(reason)" }

  static let nothing = "Nothing"

  static func end(_ until: Moment?) -> String { until.map { "until \($0.long)" } ?? "until further notice" }
}

extension AdminModule {
  public func mayWrite(_ account: Int64, at now: Moment, _ db: Database) throws -> Bool {
    try Sanction.isNone(of: account, now: now, db)
  }
}
