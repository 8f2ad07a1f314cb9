import NIOCore
import NIOHTTP1
import NIOPosix
import RTC

/// `rowhouse-live --echo`: sends every message back, with the codec of the chat. For conformance tests; the
/// daemon itself never offers it.
final class Echo: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var reader = FrameReader(limit: 64 << 20)
  private var isClosing = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    reader.feed(unwrapInboundIn(data))
    do {
      while !isClosing, let message = try reader.next() { answer(message, context) }
    } catch {
      end(context, FrameWriter.close(error.code.rawValue))
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

  private func answer(_ message: FrameReader.Message, _ context: ChannelHandlerContext) {
    switch message {
    case .text(let payload): write(.text, payload, context)
    case .binary(let payload): write(.binary, payload, context)
    case .ping(let payload): write(.pong, payload, context)
    case .pong: break
    case .close(let code):
      end(context, code.map { FrameWriter.close($0) } ?? FrameWriter.frame(.close, ByteBuffer()))
    }
  }

  private func write(_ opcode: FrameReader.Opcode, _ payload: ByteBuffer, _ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(FrameWriter.frame(opcode, payload)), promise: nil)
  }

  private func end(_ context: ChannelHandlerContext, _ frame: ByteBuffer) {
    isClosing = true
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(frame)).whenComplete { _ in channel.close(promise: nil) }
  }
}

extension Echo {
  struct Upgrader: HTTPServerProtocolUpgrader, Sendable {
    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []

    func buildUpgradeResponse(
      channel: any Channel, upgradeRequest head: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
      channel.eventLoop.makeSucceededFuture(Handshake.answer(head, subprotocol: nil))
    }

    func upgrade(
      context: ChannelHandlerContext, upgradeRequest head: HTTPRequestHead
    ) -> EventLoopFuture<Void> {
      let channel = context.channel
      return channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(Echo())
      }
    }
  }

  /// Listens on a port of the machine itself, or on a unix socket; until it is killed.
  static func serve(at place: String) async throws {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: false,
            withServerUpgrade: (upgraders: [Upgrader()], completionHandler: { _ in }))
        }
      }
    let listener =
      if let port = Int(place) {
        try await bootstrap.bind(host: "127.0.0.1", port: port).get()
      } else {
        try await bootstrap.bind(unixDomainSocketPath: place, cleanupExistingSocketFile: true).get()
      }
    try await listener.closeFuture.get()
  }
}
