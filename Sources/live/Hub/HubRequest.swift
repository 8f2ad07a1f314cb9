import Kit
import RTC

/// Names a connection, and the loop that it is on.
struct Handle: Sendable, Hashable {
  let id: String
  let loop: LoopConnections

  static func == (a: Handle, b: Handle) -> Bool { a.id == b.id }
  func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What a connection brings along: the token of its cookie, and the address that it comes from.
struct Arrival: Sendable {
  let token: String
  let address: Network?
}

/// What connections and workers ask of the hub.
enum HubRequest: Sendable {
  /// The connection says who it is: a cookie, and who it would be seen as. Answered with `id`, as are the others.
  case auth(Handle, Arrival, Connection.Transport, id: Int64, session: String?, Command.Standing)
  case presence(Handle, id: Int64, Command.Standing)
  case join(Handle, id: Int64, room: Int64, LogCursor?)
  case catchUp(Handle, room: Int64, after: Int64)
  case leave(Handle, id: Int64, room: Int64)
  case send(Handle, id: Int64, Command.Send)
  /// A worker has made a message ready.
  case drafted(Drafted)
  /// An answer that waited until something was kept.
  case answer(Handle, JSON)
  case history(Handle, id: Int64, room: Int64, before: Int64?)
  /// A browser wants the site's events, after the last one that it got.
  case subscribe(Handle, Arrival, after: String?)
  /// It has taken what it missed up to an entry of the outbox, and wants the rest.
  case continueMissed(Handle, after: Int64)
  case gone(Handle)
  /// Finish what is in hand, ask everybody to come back, stop.
  case stop(@Sendable () -> Void)
}
