import Foundation
import GRDB
import Kit

/// The holder of a session, as each request of a member needs it: read in one query, its columns by number because
/// each name would cost a search.
struct Holder: ColumnRecord {
  let session: Int64
  let account: Viewer.Account
  let role: Role
  let grantsRevision: Int64
  /// The impersonation that the session belongs to.
  let impersonation: Int64?
  /// What the account may not do at present, in a sentence.
  let restraint: String?
  let lacksFactor: Bool
  let begun: Moment
  let seenAt: Moment
  let confirmedAt: Moment?
  /// The limits come with the row: settings would be read anew after each commit of anybody.
  let limits: Session.Limits

  /// `:now` stands first in it, then `:token`.
  private static let query = """
    SELECT admin_session.id, admin_user.id, name, role, revision, acting, silence.reason, silence.until,
      \(Authentication.lacksFactor), admin_session.created_at, seen_at, confirmed_at,
      (SELECT value FROM setting WHERE name = '\(SiteSetting.sessionIdleDays.name)'),
      (SELECT value FROM setting WHERE name = '\(SiteSetting.sessionAbsoluteDays.name)')
    FROM admin_session
    JOIN admin_user ON admin_user.id = admin_session.user_id
    JOIN admin_matrix ON admin_matrix.id = 1
    LEFT JOIN admin_sanction silence
      ON silence.user_id = admin_user.id AND silence.kind = 'silenced' AND \(Sanction.holds)
    WHERE token = :token AND NOT EXISTS (
      SELECT 1 FROM admin_sanction
      WHERE user_id = admin_user.id AND kind = 'suspended' AND \(Sanction.holds))
    """

  init(row: Columns) {
    session = row[0]
    account = .init(id: row[1], name: row[2])
    role = Role(rawValue: row[3])
    grantsRevision = row[4]
    impersonation = row[5]
    let until: Moment? = row[7]
    restraint = (row[6] as String?).map { Sanction.sentence(.silenced, reason: $0, until: until) }
    lacksFactor = row[8]
    begun = row[9]
    seenAt = row[10]
    confirmedAt = row[11]
    limits = Session.Limits(idle: row[12], absolute: row[13])
  }

  /// The holder of a session; nil if it is unknown, has ended, or its holder is suspended.
  static func find(_ token: Data, now: Moment, _ db: Database) throws -> Holder? {
    let holder = try fetchOne(db.cachedStatement(sql: query), now, token)
    return holder.flatMap { $0.limits.allow($0, at: now) ? $0 : nil }
  }
}
