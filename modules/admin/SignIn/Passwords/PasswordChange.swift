import GRDB
import Kit

extension AdminModule {
  /// Changes a password, whichever way somebody comes. All that the old one opened ends: sessions, links, and sign-ins
  /// that wait at their second step.
  func changePassword(
    of user: Int64, to stored: String, keeping session: Int64? = nil, in browser: String? = nil,
    now: Moment, _ db: Database
  ) throws {
    try User.setPassword(stored, of: user, db)
    try OneTimeLink.endAll(of: user, db)
    _ = try signOut(user, but: session, in: browser, now: now, db)
  }

  /// Ends all sessions of an account but one, and answers with how many. Only the browser that asks stays known.
  func signOut(
    _ user: Int64, but session: Int64? = nil, in browser: String? = nil, now: Moment, _ db: Database
  ) throws -> Int {
    let ended = try endSessions(of: user, but: session, now: now, db)
    try KnownDevice.forgetAll(of: user, but: browser, db)
    return ended
  }

  /// Ends the account's sessions but one, and its impersonations. Answers with how many of its own there were.
  func endSessions(of user: Int64, but kept: Int64? = nil, now: Moment, _ db: Database) throws -> Int {
    let ended = try Session.endAll(of: user, but: kept, db)
    try tellEnded(ended, now: now, db)
    for impersonation in try Impersonation.open(as: user, db) {
      try end(impersonation, because: .person, now: now, db)
    }
    return ended.count
  }

  /// Tells the live daemon to close the connections of these sessions, and ends the impersonations that began in them.
  func tellEnded(_ sessions: [Int64], now: Moment, _ db: Database) throws {
    for session in sessions {
      try house.doors.publish(Event("session.revoked", key: "\(session)", to: .daemon), db)
      for impersonation in try Impersonation.open(hangingOn: session, db) {
        try end(impersonation, because: .own, now: now, db)
      }
    }
  }
}
