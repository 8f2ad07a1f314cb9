import Logging
import RTC

/// What every connection is given: its floor, and the ways to everybody else.
struct Reach: Sendable {
  let floor: Floor
  let street: Street
  let inbox: Inbox<Errand>
  let limits: Limits
  let handshake: Handshake
  let cookieName: String
  /// Cursors count within it.
  let epoch: String
}
