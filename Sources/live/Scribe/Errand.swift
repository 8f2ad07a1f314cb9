import Kit
import RTC

/// Who asks: a connection and the floor it is on.
struct Handle: Sendable, Hashable {
  let id: String
  let floor: Floor

  static func == (a: Handle, b: Handle) -> Bool { a.id == b.id }
  func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What a connection brings along: the cookie's session, and where it comes from.
struct Arrival: Sendable {
  let token: String
  let address: Network?
}

/// What connections ask of the scribe.
enum Errand: Sendable {
  /// Who belongs to this cookie? Answered with `id`.
  case admit(Handle, Arrival, Connection.Transport, id: Int64, session: String?, Command.Standing)
  case speak(Handle, id: Int64, Command.Standing)
  case join(Handle, id: Int64, room: Int64, LogCursor?)
  case catchUp(Handle, room: Int64, after: Int64)
  case leave(Handle, id: Int64, room: Int64)
  case send(Handle, id: Int64, Command.Send)
  /// The desk has made a message ready.
  case drafted(Drafted)
  /// An answer that waited for something to be kept.
  case answer(Handle, JSON)
  case history(Handle, id: Int64, room: Int64, before: Int64?)
  /// A browser wants the site's events, after the last that it has heard.
  case tune(Handle, Arrival, after: String?)
  /// It has taken what came up to an entry of the outbox, and wants the rest of what it missed.
  case tuneOn(Handle, after: Int64)
  case gone(Handle)
  /// Finish what is in hand, say goodbye, stop.
  case stop(@Sendable () -> Void)
}
