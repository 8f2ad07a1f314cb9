import Admin
import Components
import Foundation
import GRDB
import Kit
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import RTC
import ServiceLifecycle

/// The whole daemon: a few event loops with the connections, the thread of the hub, a socket to listen on, and one
/// by which other processes wake it.
struct Daemon: Service {
  private let group: MultiThreadedEventLoopGroup
  private let broadcaster: Broadcaster
  let hub: HubThread
  private let listener: any Channel
  private let wakeSocket: any Channel

  /// Listens on `live.sock` in the site's run folder, or on a descriptor that systemd hands over.
  static func start(
    _ site: Site, inherited: CInt? = nil, limits: Limits = Limits(), log: Logger
  ) async throws -> Daemon {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: min(4, System.coreCount))
    let (broadcaster, inbox, run) = (Broadcaster(group), Inbox<HubRequest>(), site.settings.run)
    let epoch = try site.house(RTCModule.self).epoch()
    let seal = EventSeal(key: try site.outbox.key())
    let hub = HubThread(inbox)
    let workers = WorkerPool(readers: try (0..<WorkerPool.threads).map { _ in try site.reader() })
    try await hub.start {
      Hub(
        site, broadcaster: broadcaster, inbox: inbox, limits: limits, epoch: epoch, seal: seal,
        workers: workers, log: log)
    }
    let wakeSocket = try await bindWakeSocket(inbox, group, at: run.appending(path: "wake.sock").path)
    let acceptor = Acceptor(
      broadcaster: broadcaster, inbox: inbox, limits: limits,
      handshake: Handshake(origins: site.settings.origins),
      cookieName: site.admin.authentication.cookieName, epoch: epoch,
      perAddress: ConnectionsPerAddress(most: limits.connectionsPerAddress))
    let listener = try await acceptor.listen(
      group, at: run.appending(path: "live.sock").path, inherited: inherited)
    for loop in broadcaster.loops {
      loop.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
        loop.tick(now: .now())
      }
    }
    return Daemon(
      group: group, broadcaster: broadcaster, hub: hub, listener: listener, wakeSocket: wakeSocket)
  }

  /// Binds the socket to which other processes send a byte when they have written to a database.
  private static func bindWakeSocket(
    _ inbox: Inbox<HubRequest>, _ group: any EventLoopGroup, at path: String
  ) async throws -> any Channel {
    try await DatagramBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(WakeHandler(inbox))
        }
      }
      .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
  }

  private final class WakeHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    private let inbox: Inbox<HubRequest>

    init(_ inbox: Inbox<HubRequest>) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
    func channelReadComplete(context: ChannelHandlerContext) { inbox.wake() }
  }

  /// Accepts nobody any more, writes what was sent, asks everybody to come back, and ends.
  func drain() async {
    await quietly { try await listener.close() }
    await hub.stop()
    for loop in broadcaster.loops { await quietly { try await loop.emptied(within: .seconds(3)).get() } }
    await quietly { try await wakeSocket.close() }
    await quietly { try await group.shutdownGracefully() }
  }

  func run() async throws {
    try await gracefulShutdown()
    await drain()
  }

  /// Drops a failure: at the end there is nothing left that it could harm.
  private func quietly(_ work: () async throws -> Void) async {
    do { try await work() } catch {}
  }
}
