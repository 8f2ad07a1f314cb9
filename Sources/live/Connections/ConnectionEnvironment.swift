import Kit
import NIOHTTP1
import RTC

/// What every connection is given: the connections of its loop, the way to the hub, and the limits.
struct ConnectionEnvironment: Sendable {
  let loop: LoopConnections
  let broadcaster: Broadcaster
  let inbox: Inbox<HubRequest>
  let limits: Limits
  let handshake: Handshake
  let cookieName: String
  let perAddress: ConnectionsPerAddress
  /// Cursors count within it.
  let epoch: String
}

extension ConnectionEnvironment {
  func arrival(_ head: HTTPRequestHead) -> Arrival {
    Arrival(token: head.cookie(cookieName), address: Network(head))
  }
}
