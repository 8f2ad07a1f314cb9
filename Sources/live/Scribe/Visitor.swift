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
  /// Who says what names nobody; nil where that is left to the rule.
  var speaks: Int64?
  var rooms: Set<Int64> = []

  var stance: Stance? { session.map { Stance($0.speaker, key: speaks) } }
}

/// A browser that listens to the site's events.
struct Listener {
  let handle: Handle
  let token: String
  /// Whose streams it counts among.
  let account: Int64?
  var viewer: Viewer
}
