import Kit
import NIOCore
import RTC

/// What the scribe has to say to the connections of one event loop. Letters arrive in the order they were
/// written: that is what makes joining a room free of holes.
enum Letter: Sendable {
  /// To everybody in the line's room.
  case line(Line)
  /// To one connection.
  case answer(String, JSON)
  /// One connection is somebody now.
  case admitted(String, ChatSpeaker?, answer: JSON)
  /// Whom one connection speaks as from here on; nil: it may not speak.
  case voice(String, ChatSpeaker?)
  /// One connection is in a room from here on; first it gets what it missed.
  case seated(String, Seating)
  case unseated(String, room: Int64)
  /// To all browsers that may see it.
  case event(LiveEvent)
  /// A part of what one browser has missed; the next begins after that entry of the outbox.
  case missed(String, [LiveEvent], upTo: Int64)
  /// One browser's stream of events begins here, after the last part of what it missed.
  case tuned(String, Viewer, missed: [LiveEvent])
  /// What one browser may hear from here on.
  case regarded(String, Viewer)
  case closed(String, CloseCode)
  /// The house has been closed, or opened again.
  case house(isOpen: Bool)
  /// The daemon is about to stop.
  case goodbye
}

/// How a connection enters a room, or catches up in it.
struct Seating: Sendable {
  let room: Int64
  /// The place in the log that what follows begins after.
  let head: Int64
  /// What a command asked for; nil after a lag.
  let answer: JSON?
  /// What lies between the connection's cursor and now; nil if that is too much.
  let missed: [Line]?
  let here: JSON
}
