import Kit
import NIOHTTP1
import RTC

/// What every connection is given: its floor, and the ways to everybody else.
struct Reach: Sendable {
  let floor: Floor
  let street: Street
  let inbox: Inbox<Errand>
  let limits: Limits
  let handshake: Handshake
  let cookieName: String
  let crowd: Crowd
  /// Cursors count within it.
  let epoch: String
}

extension Reach {
  func arrival(_ head: HTTPRequestHead) -> Arrival {
    Arrival(token: head.cookie(cookieName), address: Network(head))
  }
}
