import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Listens on the socket. A new connection belongs to one event loop and speaks HTTP first.
struct Acceptor: Sendable {
  let broadcaster: Broadcaster
  let inbox: Inbox<HubRequest>
  let limits: Limits
  let handshake: Handshake
  let cookieName: String
  let epoch: String
  let perAddress: ConnectionsPerAddress

  func listen(
    _ group: any EventLoopGroup, at path: String, inherited: CInt?
  ) async throws -> any Channel {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4096)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try configure(channel) }
      }
    if let inherited { return try await bootstrap.withBoundSocket(inherited).get() }
    return try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
  }

  private func configure(_ channel: any Channel) throws {
    guard let loop = broadcaster.loop(of: channel.eventLoop) else { throw ChannelError.ioOnClosedChannel }
    loop.opened(channel)
    let environment = ConnectionEnvironment(
      loop: loop, broadcaster: broadcaster, inbox: inbox, limits: limits, handshake: handshake,
      cookieName: cookieName, perAddress: perAddress, epoch: epoch)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false,
      withServerUpgrade: (
        upgraders: [WebSocketUpgrader(environment: environment)], completionHandler: { _ in }
      ))
    try pipeline.addHandler(HTTPHandler(environment))
  }
}
