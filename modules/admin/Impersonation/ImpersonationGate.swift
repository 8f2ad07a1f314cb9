import GRDB
import HTTPTypes
import Kit

/// What an impersonating admin may do: look; write, with a reason; and never open what is the person's alone: the
/// account, its security, whom it blocked, what was written to it.
extension AdminModule {
  /// Runs once for each request that found its route. Throws `Fault` 403 for what an impersonation may not do, and
  /// notes in the audit log what it writes.
  public func checkImpersonation(_ request: Request, in house: String) throws {
    guard request.viewer.actedBy != nil, !Self.waysOut.contains(request.path) else { return }
    guard house != Self.name && !request.path.hasPrefix("/account") || Self.pages.contains(request.path)
    else {
      throw Fault(.forbidden, Self.closed)
    }
    guard request.method != .get, request.method != .head else { return }
    if let restraint = request.viewer.restraint { throw Fault(.forbidden, restraint) }
    try self.house.record(AuditEntry("user.acted", "path:\(request.loggedPath)", by: request))
  }

  static let waysOut: Set = ["/account/acting/end", "/account/acting/raise", "/sign-out"]
  private static let pages: Set = ["/rules", "/privacy", "/contact"]
  private static let closed = """
    In somebody else's name the pages of their account and the control room stay closed. Be yourself again \
    first.
    """
}

extension Authentication {
  /// The row of the impersonating admin; nil once the time is over, their own session has ended or they may not do
  /// this any more.
  func looker(_ impersonation: Int64, as person: Int64, now: Moment, _ db: Database) throws -> Row? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT admin_user.id AS id, name, role, admin_user.created_at AS created_at, raised_for,
            silence.reason AS silenced_for, silence.until
          FROM admin_acting
          JOIN admin_session own ON own.id = own_session
          JOIN admin_user ON admin_user.id = actor_id
          LEFT JOIN admin_sanction silence
            ON silence.user_id = actor_id AND silence.kind = 'silenced' AND \(Sanction.holds)
          WHERE admin_acting.id = :acting AND begun_at > :since AND ended_at IS NULL
            AND NOT (\(Self.lacksFactor)) AND NOT EXISTS (
              SELECT 1 FROM admin_sanction WHERE user_id = actor_id AND kind = 'suspended' AND \(Sanction.holds))
          """),
      arguments: ["acting": impersonation, "since": now - Impersonation.limit, "now": now])
    guard let row, let user = try User.find(person, db) else { return nil }
    // Either may have got another role since.
    let rank = try Rank(of: User(row), db)
    return rank.viewer.can("admin.act-as") && rank.mayActAs(user) ? row : nil
  }

  /// The viewer of an impersonation; nil once it is over.
  func acted(_ impersonation: Int64, _ person: Viewer, now: Moment, _ db: Database) throws -> Viewer? {
    guard let account = person.account, let row = try looker(impersonation, as: account.id, now: now, db)
    else {
      return nil
    }
    // They have confirmed nothing: what asks who it is can't be done in somebody else's name.
    let isRaised = !row.hasNull(at: "raised_for")
    // Who may not write themselves does not write as somebody else.
    let silenced = (row["silenced_for"] as String?).map {
      Sanction.sentence(.silenced, reason: $0, until: row["until"])
    }
    return Viewer(
      account: account, session: person.session, role: person.role, grants: person.grants,
      restraint: isRaised
        ? silenced ?? person.restraint
        : "You are looking at the site as \(account.name): nothing can be changed.",
      actedBy: .init(id: row["id"], name: row["name"]))
  }
}

extension Row {
  fileprivate func hasNull(at column: String) -> Bool { (self[column] as DatabaseValue).isNull }
}
