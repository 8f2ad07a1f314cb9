import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Lets connections in: each gets its floor and speaks HTTP first.
struct Entrance: Sendable {
  let street: Street
  let inbox: Inbox<Errand>
  let limits: Limits
  let handshake: Handshake
  let cookieName: String
  let epoch: String
  let crowd: Crowd

  func listen(
    _ group: any EventLoopGroup, at path: String, inherited: CInt?
  ) async throws -> any Channel {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4096)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try furnish(channel) }
      }
    if let inherited { return try await bootstrap.withBoundSocket(inherited).get() }
    return try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
  }

  private func furnish(_ channel: any Channel) throws {
    guard let floor = street.floor(of: channel.eventLoop) else { throw ChannelError.ioOnClosedChannel }
    floor.opened(channel)
    let reach = Reach(
      floor: floor, street: street, inbox: inbox, limits: limits, handshake: handshake,
      cookieName: cookieName, crowd: crowd, epoch: epoch)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false,
      withServerUpgrade: (upgraders: [Doorway(reach: reach)], completionHandler: { _ in }))
    try pipeline.addHandler(Reception(reach))
  }
}
