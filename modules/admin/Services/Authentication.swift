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
  let matrix = PermissionMatrix()

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
  /// Read afresh for each request, so that a change holds at once. A guest costs one cached statement and
  /// never a write.
  public func viewer(of request: Request) throws -> Viewer {
    guard let token = request.cookies[cookieName] else { return try guest() }
    return try viewer(token: token, now: request.now)
  }

  /// The holder of a session; a guest if it is unknown, ended or too old.
  public func viewer(token: String, now: Moment) throws -> Viewer {
    guard let hash = Token.hash(token), let (viewer, seenAt) = try member(hash, now: now),
      let session = viewer.session
    else { return try guest() }
    if seenAt < now - Session.seenStep { note(visit: session, now: now) }
    return viewer
  }

  // Single statements need no transaction around them: unsafeRead spares its three.

  private func guest() throws -> Viewer {
    try app.unsafeRead { db in
      let revision = try PermissionMatrix.revision(db)
      let permissions = try matrix.permissions(of: .guest, revision: revision, db)
      return Viewer(account: nil, session: nil, role: .guest, permissions: permissions)
    }
  }

  private func member(_ token: Data, now: Moment) throws -> (Viewer, seenAt: Moment)? {
    try app.unsafeRead { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT admin_session.id AS session, seen_at, admin_session.created_at AS begun_at,
              admin_user.id AS id, name, role, revision, silence.reason AS silence, silence.until AS until,
              acting, \(SessionLimits.columns)
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
      guard let row else { return nil }
      let (seenAt, begunAt): (Moment, Moment) = (row["seen_at"], row["begun_at"])
      guard SessionLimits(row).allow(seenAt: seenAt, begunAt: begunAt, now: now) else { return nil }
      let role = Role(rawValue: row["role"]) ?? .guest  // a role of a newer version: least rights
      let viewer = Viewer(
        account: .init(id: row["id"], name: row["name"]), session: row["session"], role: role,
        permissions: try matrix.permissions(of: role, revision: row["revision"], db),
        restraint: Self.restraint(row))
      guard let acting: Int64 = row["acting"] else { return (viewer, seenAt) }
      return try acted(acting, viewer, now: now, db).map { ($0, seenAt) }
    }
  }

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
