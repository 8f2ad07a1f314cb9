import Foundation
import GRDB
import Kit
import Logging

/// Tells who a request comes from, and lets people in.
public struct Authentication: Sendable {
  private let house: House
  let passwords: Passwords
  let settings: Settings
  let matrix: PermissionMatrix
  public let visits: Visits
  public let cookieName: String
  private let guest: Fresh<Viewer>

  init(_ house: House, passwords: Passwords, settings: Settings, visits: Visits) {
    (self.house, self.passwords, self.settings, self.visits) = (house, passwords, settings, visits)
    cookieName = settings.cookieName("session")
    let matrix = PermissionMatrix()
    self.matrix = matrix
    guest = Fresh(house.app) { db in
      let revision = try PermissionMatrix.revision(db)
      let grants = try matrix.grants(of: .guest, revision: revision, db)
      return Viewer(account: nil, session: nil, role: .guest, grants: grants)
    }
  }

  var app: DatabaseQueue { house.app }

  /// A cookie that lasts as long as browsers keep one (RFC 6265bis 5.5): the server ends sessions.
  func cookie(_ token: String) -> Cookie {
    Cookie(cookieName, token, maxAge: 400 * 86_400, isSecure: settings.isSecure)
  }

  var noCookie: Cookie { Cookie(cookieName, "", maxAge: 0, isSecure: settings.isSecure) }
}

extension Authentication {
  /// The viewer of a request, read afresh so that a change holds at once. A guest costs one look at the file and never
  /// a write.
  public func viewer(of request: Request) throws -> Viewer {
    guard let token = request.cookies[cookieName] else { return try guest.get(for: request) }
    return try viewer(token: token, now: request.now)
  }

  /// The holder of a session; a guest if it is unknown, ended or too old.
  public func viewer(token: String, now: Moment) throws -> Viewer {
    guard let hash = Token.hash(token), let (viewer, seenAt) = try member(hash, now: now),
      let session = viewer.session
    else { return try guest.get() }
    if seenAt < now - Session.seenStep { visits.note(session, now: now) }
    return viewer
  }

  // Single statements need no transaction around them: unsafeRead spares its three.

  private func member(_ token: Data, now: Moment) throws -> (Viewer, seenAt: Moment)? {
    try app.unsafeRead { db in
      guard let holder = try Holder.find(token, now: now, db) else { return nil }
      let role = holder.lacksFactor ? .guest : holder.role
      let viewer = Viewer(
        account: holder.account, session: holder.session, role: holder.role,
        grants: try matrix.grants(of: role, revision: holder.grantsRevision, db),
        restraint: holder.restraint, confirmedAt: holder.confirmedAt, lacksFactor: holder.lacksFactor)
      guard let impersonation = holder.impersonation else { return (viewer, holder.seenAt) }
      return try acted(impersonation, viewer, now: now, db).map { ($0, holder.seenAt) }
    }
  }

  /// The viewer of an account that makes no request: for a job that does what it asked for earlier. nil for one that is
  /// gone or suspended.
  public func viewer(account: Int64, now: Moment) throws -> Viewer? {
    try app.unsafeRead { db in try viewer(account: account, now: now, db) }
  }

  func viewer(account: Int64, now: Moment, _ db: Database) throws -> Viewer? {
    guard try Sanction.current(.suspended, of: account, now: now, db) == nil,
      let row = try Row.fetchOne(
        db, sql: "SELECT name, role, \(Self.lacksFactor) FROM admin_user WHERE id = ?", arguments: [account])
    else { return nil }
    let (role, lacksFactor) = (Role(rawValue: row[1]), row[2] as Bool)
    let grants = try matrix.grants(
      of: lacksFactor ? .guest : role, revision: PermissionMatrix.revision(db), db)
    let silence = try Sanction.current(.silenced, of: account, now: now, db)
    return Viewer(
      account: .init(id: account, name: row[0]), session: nil, role: role, grants: grants,
      restraint: silence.map { Sanction.sentence(.silenced, reason: $0.reason, until: $0.until) },
      lacksFactor: lacksFactor)
  }

  /// A viewer with the rights of a role and no more.
  public func seen(as role: Role, by viewer: Viewer?) throws -> Viewer {
    let grants = try app.unsafeRead { db in
      try matrix.grants(of: role, revision: PermissionMatrix.revision(db), db)
    }
    return Viewer(account: viewer?.account, session: viewer?.session, role: role, grants: grants)
  }

  /// Whether somebody's role needs a second factor that they don't have; a part of queries that read them.
  /// AND would look for the factors of everybody.
  static let lacksFactor = """
    iif(role IN (SELECT role FROM admin_factor_duty),
      NOT EXISTS (SELECT 1 FROM admin_app WHERE user_id = admin_user.id)
      AND NOT EXISTS (SELECT 1 FROM admin_passkey WHERE user_id = admin_user.id), 0)
    """
}

extension Authentication {
  /// The user whose name and password these are. An unknown name takes as long as a wrong password.
  func entrant(name: String, password: String, as caller: HashPlaces.Caller) throws -> Entrant? {
    let known = try app.read { db in try User.credentials(name, db) }
    guard try passwords.matches(password, known?.password, as: caller), let known else { return nil }
    if passwords.isOutdated(known.password) {
      let fresh = try passwords.hash(password, as: .known)
      try house.write { db in try User.rehash(known.password, to: fresh, of: known.user.id, db) }
    }
    return Entrant(user: known.user.id, password: known.number)
  }
}

/// An account whose password was right, and the number of the account's lock then: once the lock is another one, they
/// begin anew.
struct Entrant: Equatable {
  let user: Int64
  /// nil for a sign-in by passkey, or right after joining.
  var password: Int64?
}
