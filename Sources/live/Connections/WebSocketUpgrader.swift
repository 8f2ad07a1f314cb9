import Kit
import NIOCore
import NIOHTTP1

/// Turns a request for `/rtc/ws` into a WebSocket, with our own codec in place of HTTP.
struct WebSocketUpgrader: HTTPServerProtocolUpgrader, Sendable {
  let environment: ConnectionEnvironment

  let supportedProtocol = "websocket"
  let requiredUpgradeHeaders: [String] = []

  /// A failure leaves the request to `HTTPHandler`, which says why.
  func buildUpgradeResponse(
    channel: any Channel, upgradeRequest head: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
  ) -> EventLoopFuture<HTTPHeaders> {
    let isHere = head.uri.prefix { $0 != "?" } == "/rtc/ws"
    guard isHere, environment.loop.isOpen, environment.handshake.refusal(head) == nil,
      !environment.perAddress.isFull(Network(head))
    else {
      return channel.eventLoop.makeFailedFuture(NotUpgraded())
    }
    return channel.eventLoop.makeSucceededFuture(
      Handshake.answer(head, subprotocol: Handshake.subprotocol))
  }

  struct NotUpgraded: Error {}

  func upgrade(
    context: ChannelHandlerContext, upgradeRequest head: HTTPRequestHead
  ) -> EventLoopFuture<Void> {
    let channel = context.channel
    return channel.eventLoop.makeCompletedFuture {
      let arrival = environment.arrival(head)
      environment.perAddress.enter(arrival.address, channel)
      let client = SocketClient(environment, arrival)
      let pipeline = channel.pipeline.syncOperations
      pipeline.removeHandler(try pipeline.handler(type: HTTPHandler.self), promise: nil)
      try pipeline.addHandler(client)
    }
  }
}
