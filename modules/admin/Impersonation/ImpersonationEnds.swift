import GRDB
import HTTPTypes
import Kit

/// However an impersonation ends, its end is in the audit log, and the admin is told and has their own session again.
extension AdminModule {
  /// Ends all impersonations that may not go on: at each change of rights, so that no later one brings them back, and
  /// each minute.
  func endImpersonations(now: Moment, _ db: Database) throws {
    for impersonation in try Impersonation.open(db) {
      guard let end = try authentication.end(of: impersonation, now: now, db) else { continue }
      try self.end(impersonation, because: end, now: now, db)
    }
  }

  func end(_ impersonation: OpenImpersonation, because end: ImpersonationEnd, now: Moment, _ db: Database)
    throws
  {
    guard try impersonation.end(at: now, db) else { return }
    for session in try impersonation.sessions(db) {
      try house.doors.publish(Event("session.revoked", key: "\(session)", to: .daemon), db)
    }
    try auditLog.append(
      AuditEntry(
        "user.act-as.end", "user:\(impersonation.person)", after: end.rawValue, actor: impersonation.actor,
        actingAs: impersonation.person, at: now), db)
  }

  /// Gives an admin whose impersonation ended by itself their own session back, at the address that they asked for. nil
  /// for everybody else. Throws `Fault` for a form: it was meant in the other name.
  public func comeBack(_ request: Request) throws -> Response? {
    guard request.viewer.isGuest, let cookie = request.cookies[authentication.cookieName],
      let token = Token.hash(cookie),
      let impersonation = try house.read({ try Impersonation.find(token: token, $0) })
    else { return nil }
    let isLook = request.method == .get || request.method == .head
    guard isLook || Self.waysOut.contains(request.path) else {
      throw Fault(.forbidden, "You look at the site as somebody else no longer, so this was not done.")
    }
    return try giveBack(impersonation, request, to: isLook ? request.target : "/")
  }

  private func giveBack(_ impersonation: OpenImpersonation, _ request: Request, to place: String) throws
    -> Response
  {
    let (name, own) = try house.write { db in
      let end = try authentication.end(of: impersonation, now: request.now, db) ?? .person
      try self.end(impersonation, because: end, now: request.now, db)
      return (
        try User.find(impersonation.person, db)?.name ?? "somebody",
        try impersonation.giveBack(now: request.now, db)
      )
    }
    let why = impersonation.latest <= request.now ? "the half hour is over" : "that is no longer open to you"
    let back = Response.seeOther(place)
    guard let own else {
      return back.flash(
        .warn, "You look at the site as \(name) no longer, and your own session has ended. Please sign in.")
    }
    return back.setting(authentication.cookie(own))
      .flash(.warn, "You are yourself again: you looked at the site as \(name), and \(why).")
  }

  var impersonationJob: Job {
    Job("admin.acting", .every(seconds: 60)) { _, now in
      guard try !house.read({ try Impersonation.open($0) }).isEmpty else { return }
      try house.write { db in try endImpersonations(now: now, db) }
    }
  }
}

extension Authentication {
  /// Why the impersonation is over; nil while it goes on.
  func end(of impersonation: OpenImpersonation, now: Moment, _ db: Database) throws -> ImpersonationEnd? {
    guard try looker(impersonation.id, as: impersonation.person, now: now, db) == nil else { return nil }
    if impersonation.latest <= now { return .time }
    let hasOwn = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM admin_session WHERE id = ?)",
      arguments: [impersonation.ownSession])
    return hasOwn == true ? .right : .own
  }
}
