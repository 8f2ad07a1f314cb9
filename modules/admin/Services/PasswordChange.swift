import GRDB
import Kit

extension AdminModule {
  /// Every way to a new password leads through here: what the old one opened ends with it, and so does what
  /// somebody who knew it may have set on its way, links and a second step that is waited at included.
  func changePassword(
    of user: Int64, to stored: String, keeping session: Int64? = nil, in browser: String? = nil,
    _ db: Database
  ) throws {
    try User.setPassword(stored, of: user, db)
    try OneTimeLink.endAll(of: user, db)
    _ = try signOut(user, but: session, in: browser, db)
  }

  /// Ends all sessions of an account but one; the answer is how many. No browser but this one is known any
  /// more: it has shown who it is.
  func signOut(
    _ user: Int64, but session: Int64? = nil, in browser: String? = nil, _ db: Database
  ) throws -> Int {
    let ended = try Session.endAll(of: user, but: session, db)
    try tellEnded(ended, db)
    try KnownDevice.forgetAll(of: user, but: browser, db)
    return ended.count
  }
}
