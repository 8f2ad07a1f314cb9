import GRDB
import Kit

/// Which accounts somebody looks for; nothing set is everybody.
struct UserSearch: Sendable {
  /// A part of a name, also of an earlier one that is still kept, or the number of an account.
  var text = ""
  var role: Role?
  var state: State?

  enum State: String, CaseIterable, Sendable { case suspended, silenced, new }

  /// A part of a name has no index: one page looks at no more names than this, and the next goes on there.
  static let mostLooked = 20_000
  /// Seconds for which an account is new.
  static let newFor = 7 * 86_400

  /// In the order of names, after the folded name `after`. The answer's `next` is where to go on; nil at
  /// the end.
  func page(
    after: String, limit: Int, now: Moment, _ db: Database
  ) throws -> (lines: [UserLine], next: String?) {
    let last = try lastLooked(after: after, db)
    let lines = try UserLine.fetch(
      "folded > :after AND folded <= :last\(conditions)",
      arguments(now).merging(["after": after, "last": last ?? "\u{10FFFF}", "now": now]) { $1 },
      limit: limit + 1, db)
    return lines.count > limit ? (Array(lines.prefix(limit)), lines[limit - 1].folded) : (lines, last)
  }

  private func lastLooked(after: String, _ db: Database) throws -> String? {
    try String.fetchOne(
      db, sql: "SELECT folded FROM admin_user WHERE folded > ? ORDER BY folded LIMIT 1 OFFSET ?",
      arguments: [after, Self.mostLooked - 1])
  }

  private var conditions: String {
    var conditions = ""
    if !text.isEmpty {
      conditions += """
         AND (instr(folded, :part) > 0 OR id = :id
          OR id IN (SELECT user_id FROM admin_old_name WHERE instr(folded, :part) > 0 AND \(TakenName.isShown)))
        """
    }
    if role != nil { conditions += " AND role = :role" }
    switch state {
    case .new: conditions += " AND created_at > :recent"
    case .suspended, .silenced:
      conditions += """
         AND id IN (SELECT user_id FROM admin_sanction WHERE kind = :kind AND \(Sanction.holds))
        """
    case nil: break
    }
    return conditions
  }

  /// Only what the conditions name.
  private func arguments(_ now: Moment) -> [String: (any DatabaseValueConvertible)?] {
    var arguments: [String: (any DatabaseValueConvertible)?] = [:]
    if !text.isEmpty {
      arguments["part"] = AccountName.fold(text)
      arguments["id"] = Int64(text.trimmingPrefix("#")) ?? 0
    }
    if let role { arguments["role"] = role.rawValue }
    switch state {
    case .new: arguments["recent"] = now - Self.newFor
    case .suspended, .silenced: arguments["kind"] = state?.rawValue
    case nil: break
    }
    return arguments
  }
}

extension UserLine {
  fileprivate static func fetch(
    _ condition: String, _ arguments: [String: (any DatabaseValueConvertible)?], limit: Int, _ db: Database
  ) throws -> [UserLine] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, name, role, created_at, folded,
          (SELECT max(seen_at) FROM admin_session WHERE user_id = admin_user.id AND acting IS NULL) AS seen_at,
          (SELECT group_concat(kind) FROM admin_sanction WHERE user_id = admin_user.id AND \(Sanction.holds))
            AS sanctions
        FROM admin_user
        WHERE \(condition)
        ORDER BY folded
        LIMIT \(limit)
        """, arguments: StatementArguments(arguments)
    ).map(UserLine.init)
  }
}
