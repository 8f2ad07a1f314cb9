import GRDB
import HTTPTypes
import Kit

/// However a look at the site as somebody else ends, its end stands in the audit log, and the admin is told and
/// is themselves again.
extension AdminModule {
  /// All that no longer hold. With each change of rights, so that no later one brings them back, and each minute.
  func endActings(now: Moment, _ db: Database) throws {
    for acting in try Acting.open(db) {
      guard let end = try authentication.end(of: acting, now: now, db) else { continue }
      try self.end(acting, because: end, now: now, db)
    }
  }

  func end(_ acting: OpenActing, because end: ActingEnd, now: Moment, _ db: Database) throws {
    guard try acting.end(at: now, db) else { return }
    for session in try acting.sessions(db) {
      try house.doors.publish(Event("session.revoked", key: "\(session)", to: .daemon), db)
    }
    try auditLog.append(
      AuditEntry(
        "user.act-as.end", "user:\(acting.person)", after: end.rawValue, actor: acting.actor,
        actingAs: acting.person, at: now), db)
  }

  /// Whoever looked at the site as somebody until it ended by itself: back to the address that they asked for, in
  /// their own session. nil for everybody else. Throws `Fault` for a form: it was meant in the other name.
  public func comeBack(_ request: Request) throws -> Response? {
    guard request.viewer.isGuest, let cookie = request.cookies[authentication.cookieName],
      let token = Token.hash(cookie), let acting = try house.read({ try Acting.find(token: token, $0) })
    else { return nil }
    let isLook = request.method == .get || request.method == .head
    guard isLook || Self.waysOut.contains(request.path) else {
      throw Fault(.forbidden, "You look at the site as somebody else no longer, so this was not done.")
    }
    return try giveBack(acting, request, to: isLook ? request.target : "/")
  }

  private func giveBack(_ acting: OpenActing, _ request: Request, to place: String) throws -> Response {
    let (name, own) = try house.write { db in
      let end = try authentication.end(of: acting, now: request.now, db) ?? .person
      try self.end(acting, because: end, now: request.now, db)
      return (
        try User.find(acting.person, db)?.name ?? "somebody", try acting.giveBack(now: request.now, db)
      )
    }
    let why = acting.latest <= request.now ? "the half hour is over" : "that is no longer open to you"
    let back = Response.seeOther(place)
    guard let own else {
      return back.flash(
        .warn, "You look at the site as \(name) no longer, and your own session has ended. Please sign in.")
    }
    return back.setting(authentication.cookie(own))
      .flash(.warn, "You are yourself again: you looked at the site as \(name), and \(why).")
  }

  var actingJob: Job {
    Job("admin.acting", .every(seconds: 60)) { _, now in
      guard try !house.read({ try Acting.open($0) }).isEmpty else { return }
      try house.write { db in try endActings(now: now, db) }
    }
  }
}

extension Authentication {
  /// Why it is over; nil while it goes on.
  func end(of acting: OpenActing, now: Moment, _ db: Database) throws -> ActingEnd? {
    guard try looker(acting.id, as: acting.person, now: now, db) == nil else { return nil }
    if acting.latest <= now { return .time }
    let hasOwn = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM admin_session WHERE id = ?)", arguments: [acting.ownSession])
    return hasOwn == true ? .right : .own
  }
}
