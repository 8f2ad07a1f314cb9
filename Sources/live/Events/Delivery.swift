import Kit
import NIOCore
import RTC

/// What the hub hands to the connections of one event loop. Deliveries arrive in the order in which the hub made
/// them, so that a client that joins a room misses nothing.
enum Delivery: Sendable {
  /// To everybody in the event's room.
  case roomEvent(EncodedEvent)
  /// To one connection.
  case answer(String, JSON)
  /// One connection has said who it is.
  case authenticated(String, ChatSpeaker?, answer: JSON)
  /// Who one connection speaks as from here on; nil: it may not speak.
  case speaker(String, ChatSpeaker?)
  /// One connection is in a room from here on; first it gets what it missed.
  case joined(String, RoomJoin)
  case left(String, room: Int64)
  /// To all browsers that may see it.
  case siteEvent(LiveEvent)
  /// A part of what one browser has missed; the next begins after that entry of the outbox.
  case missed(String, [LiveEvent], upTo: Int64)
  /// One browser gets all events of the site from here on, after the last part of what it missed.
  case subscribed(String, Viewer, missed: [LiveEvent])
  /// One browser has other rights from here on.
  case viewer(String, Viewer)
  case close(String, CloseCode)
  /// The chat has been closed, or opened again.
  case chat(isOpen: Bool)
  /// The daemon is about to stop.
  case shutdown
}

/// What a connection gets when it joins a room, or catches up in it.
struct RoomJoin: Sendable {
  let room: Int64
  /// The room's last number: what follows comes after it.
  let head: Int64
  /// What a command asked for; nil after a lag.
  let answer: JSON?
  /// What lies between the connection's cursor and now; nil if that is too much.
  let missed: [EncodedEvent]?
  let here: JSON
}
