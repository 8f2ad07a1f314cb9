import GRDB
import Kit

extension AdminModule {
  /// Every way to a new password leads through here: what the old one opened ends with it, and so does what
  /// somebody who knew it may have set on its way, links and a second step that is waited at included.
  func changePassword(
    of user: Int64, to stored: String, keeping session: Int64? = nil, in browser: String? = nil,
    now: Moment, _ db: Database
  ) throws {
    try User.setPassword(stored, of: user, db)
    try OneTimeLink.endAll(of: user, db)
    _ = try signOut(user, but: session, in: browser, now: now, db)
  }

  /// Ends all sessions of an account but one; the answer is how many. No browser but this one is known any
  /// more: it has shown who it is.
  func signOut(
    _ user: Int64, but session: Int64? = nil, in browser: String? = nil, now: Moment, _ db: Database
  ) throws -> Int {
    let ended = try endSessions(of: user, but: session, now: now, db)
    try KnownDevice.forgetAll(of: user, but: browser, db)
    return ended
  }

  /// The account's own sessions but one, and those in which others look at the site in its name.
  func endSessions(of user: Int64, but kept: Int64? = nil, now: Moment, _ db: Database) throws -> Int {
    let ended = try Session.endAll(of: user, but: kept, db)
    try tellEnded(ended, now: now, db)
    for impersonation in try Impersonation.open(as: user, db) {
      try end(impersonation, because: .person, now: now, db)
    }
    return ended.count
  }

  /// Tells the live daemon to close what these sessions hold open; what hangs on them ends as well.
  func tellEnded(_ sessions: [Int64], now: Moment, _ db: Database) throws {
    for session in sessions {
      try house.doors.publish(Event("session.revoked", key: "\(session)", to: .daemon), db)
      for impersonation in try Impersonation.open(hangingOn: session, db) {
        try end(impersonation, because: .own, now: now, db)
      }
    }
  }
}
