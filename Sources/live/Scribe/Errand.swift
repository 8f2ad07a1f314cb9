import Kit
import RTC

/// Who asks: a connection and the floor it is on.
struct Handle: Sendable, Hashable {
  let id: String
  let floor: Floor

  static func == (a: Handle, b: Handle) -> Bool { a.id == b.id }
  func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What connections ask of the scribe.
enum Errand: Sendable {
  /// Who belongs to this cookie? Answered with `id`.
  case admit(Handle, token: String, Connection.Transport, id: Int64, session: String?, speakingAs: Int64?)
  case speak(Handle, id: Int64, speakingAs: Int64?)
  case join(Handle, id: Int64, room: Int64, LogCursor?)
  case catchUp(Handle, room: Int64, after: Int64)
  case leave(Handle, id: Int64, room: Int64)
  case send(Handle, id: Int64, Command.Send)
  case history(Handle, id: Int64, room: Int64, before: Int64?)
  /// A browser wants the site's events, from an entry of the outbox on.
  case tune(Handle, token: String, after: String?)
  case gone(Handle)
  /// Finish what is in hand, say goodbye, stop.
  case stop(@Sendable () -> Void)
}
