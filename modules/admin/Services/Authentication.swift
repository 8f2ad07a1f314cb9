import Foundation
import GRDB
import Kit
import Logging

/// Tells who a request comes from, and lets people in.
public struct Authentication: Sendable {
  let app: DatabaseQueue
  let passwords: Passwords
  let isSecure: Bool
  let log: Logger
  let matrix: PermissionMatrix
  private let guest: Fresh<Viewer>

  init(app: DatabaseQueue, passwords: Passwords, isSecure: Bool, log: Logger) {
    (self.app, self.passwords, self.isSecure, self.log) = (app, passwords, isSecure, log)
    let matrix = PermissionMatrix()
    self.matrix = matrix
    guest = Fresh(app) { db in
      let revision = try PermissionMatrix.revision(db)
      let grants = try matrix.grants(of: .guest, revision: revision, db)
      return Viewer(account: nil, session: nil, role: .guest, grants: grants)
    }
  }

  /// The prefix makes browsers refuse it from a subdomain or without TLS (RFC 6265bis 4.1.3).
  public var cookieName: String { Self.cookieName(isSecure: isSecure) }

  public static func cookieName(isSecure: Bool) -> String { isSecure ? "__Host-session" : "session" }

  /// As long as browsers keep one (RFC 6265bis 5.5): when a session ends is the server's to say.
  func cookie(_ token: String) -> Cookie {
    Cookie(cookieName, token, maxAge: 400 * 86_400, isSecure: isSecure)
  }

  var noCookie: Cookie { Cookie(cookieName, "", maxAge: 0, isSecure: isSecure) }
}

extension Authentication {
  /// Read afresh for each request, so that a change holds at once. A guest costs one look at
  /// the file and never a write.
  public func viewer(of request: Request) throws -> Viewer {
    guard let token = request.cookies[cookieName] else { return try guest.get(for: request) }
    return try viewer(token: token, now: request.now)
  }

  /// The holder of a session; a guest if it is unknown, ended or too old.
  public func viewer(token: String, now: Moment) throws -> Viewer {
    guard let hash = Token.hash(token), let (viewer, seenAt) = try member(hash, now: now),
      let session = viewer.session
    else { return try guest.get() }
    if seenAt < now - Session.seenStep { note(visit: session, now: now) }
    return viewer
  }

  // Single statements need no transaction around them: unsafeRead spares its three.

  private func member(_ token: Data, now: Moment) throws -> (Viewer, seenAt: Moment)? {
    try app.unsafeRead { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT admin_session.id AS session, seen_at, confirmed_at, admin_user.id AS id, name, role,
              revision, acting, silence.reason AS silence, silence.until AS until,
              \(Self.lacksFactor) AS lacks_factor, admin_session.created_at AS begun,
              (SELECT value FROM setting WHERE name = '\(SiteSetting.sessionIdleDays.name)') AS idle,
              (SELECT value FROM setting WHERE name = '\(SiteSetting.sessionAbsoluteDays.name)') AS absolute
            FROM admin_session
            JOIN admin_user ON admin_user.id = admin_session.user_id
            JOIN admin_matrix ON admin_matrix.id = 1
            LEFT JOIN admin_sanction silence
              ON silence.user_id = admin_user.id AND silence.kind = 'silenced' AND \(Sanction.holds)
            WHERE token = :token AND NOT EXISTS (
              SELECT 1 FROM admin_sanction
              WHERE user_id = admin_user.id AND kind = 'suspended' AND \(Sanction.holds))
            """),
        arguments: ["token": token, "now": now])
      // The limits come with the row: all settings would be read anew after each commit of anybody.
      guard let row, Session.Limits(idle: row["idle"], absolute: row["absolute"]).allow(row, at: now) else {
        return nil
      }
      let role = Role(rawValue: row["role"])
      let lacksFactor: Bool = row["lacks_factor"]
      let viewer = Viewer(
        account: .init(id: row["id"], name: row["name"]), session: row["session"], role: role,
        grants: try matrix.grants(of: lacksFactor ? .guest : role, revision: row["revision"], db),
        restraint: Self.restraint(row), confirmedAt: row["confirmed_at"], lacksFactor: lacksFactor)
      let seenAt: Moment = row["seen_at"]
      guard let acting: Int64 = row["acting"] else { return (viewer, seenAt) }
      return try acted(acting, viewer, now: now, db).map { ($0, seenAt) }
    }
  }

  /// Whether somebody's role needs a second factor that they don't have; a part of queries that read them.
  static let lacksFactor = """
    role IN (SELECT role FROM admin_factor_duty)
      AND NOT EXISTS (SELECT 1 FROM admin_app WHERE user_id = admin_user.id)
      AND NOT EXISTS (SELECT 1 FROM admin_passkey WHERE user_id = admin_user.id)
    """

  private static func restraint(_ row: Row) -> String? {
    (row["silence"] as String?).map { Sanction.sentence(.silenced, reason: $0, until: row["until"]) }
  }

  /// A visit that can't be noted, on a full disk for one, must not keep anybody from reading.
  private func note(visit session: Int64, now: Moment) {
    do {
      try app.write { db in try Session.sawVisit(session, now: now, db) }
    } catch {
      log.warning("a visit could not be noted", metadata: ["session": "\(session)", "cause": "\(error)"])
    }
  }
}

extension Authentication {
  /// The user whose name and password these are. An unknown name takes as long as a wrong password.
  func user(name: String, password: String) throws -> User? {
    let known = try app.read { db in try User.credentials(name, db) }
    guard try passwords.matches(password, known?.password), let known else { return nil }
    if passwords.isOutdated(known.password) {
      let stored = try passwords.hash(password)
      try app.write { db in try User.setPassword(stored, of: known.user.id, db) }
    }
    return known.user
  }
}
