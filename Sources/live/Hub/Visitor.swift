import Kit
import RTC

/// A connection that has said who it is.
struct Visitor: Sendable {
  let handle: Handle
  let token: String
  let address: Network?
  var viewer: Viewer
  /// The state of app.db that `viewer` was read from.
  var version: FileVersion
  /// nil for guests, where they may read.
  var session: Session?
  /// The key of who says a message that names nobody; nil where that is left to the rule.
  var speaks: Int64?
  var rooms: Set<Int64> = []

  var stance: Stance? { session.map { Stance($0.speaker, key: speaks) } }
}

/// A browser that gets the site's events.
struct LiveSubscriber {
  let handle: Handle
  let token: String
  /// The account whose streams it is counted with.
  let account: Int64?
  var viewer: Viewer
}
