import GRDB
import Kit
import RTC

/// What the daemon needs of the site.
struct Premises: Sendable {
  let settings: Settings
  let app: DatabaseQueue
  let rtc: RTCModule
  let cookieName: String
  /// Whom a session cookie stands for; guests for none.
  let viewer: @Sendable (_ token: String, Moment) throws -> Viewer
  /// Whether the chat is enabled in the registry.
  let isOpen: @Sendable () throws -> Bool
}

/// What every connection is given.
struct Reach: Sendable {
  let floor: Floor
  let street: Street
  let inbox: Inbox<Errand>
  let limits: Limits
  /// Cursors count within it.
  let epoch: String
}
