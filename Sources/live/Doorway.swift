import Kit
import NIOCore
import NIOHTTP1

/// Turns a request for `/rtc/ws` into a WebSocket, with our own codec in place of HTTP.
struct Doorway: HTTPServerProtocolUpgrader, Sendable {
  let reach: Reach

  let supportedProtocol = "websocket"
  let requiredUpgradeHeaders: [String] = []

  /// A failure leaves the request to the reception, which says why.
  func buildUpgradeResponse(
    channel: any Channel, upgradeRequest head: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
  ) -> EventLoopFuture<HTTPHeaders> {
    let isHere = head.uri.prefix { $0 != "?" } == "/rtc/ws"
    guard isHere, reach.floor.isOpen, reach.handshake.refusal(head) == nil,
      !reach.crowd.isFull(Network(head))
    else {
      return channel.eventLoop.makeFailedFuture(NotHere())
    }
    return channel.eventLoop.makeSucceededFuture(
      Handshake.answer(head, subprotocol: Handshake.subprotocol))
  }

  struct NotHere: Error {}

  func upgrade(
    context: ChannelHandlerContext, upgradeRequest head: HTTPRequestHead
  ) -> EventLoopFuture<Void> {
    let channel = context.channel
    return channel.eventLoop.makeCompletedFuture {
      let arrival = reach.arrival(head)
      reach.crowd.enter(arrival.address, channel)
      let client = SocketClient(reach, arrival)
      let pipeline = channel.pipeline.syncOperations
      pipeline.removeHandler(try pipeline.handler(type: Reception.self), promise: nil)
      try pipeline.addHandler(client)
    }
  }
}
