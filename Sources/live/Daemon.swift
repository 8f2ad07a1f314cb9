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

/// The whole daemon: a few event loops that hold the connections, one thread that holds the databases, a
/// socket to listen on and a socket to be woken by.
struct Daemon: Service {
  private let group: MultiThreadedEventLoopGroup
  private let street: Street
  let scribe: ScribeThread
  private let listener: any Channel
  private let bell: any Channel

  /// Listens on `live.sock` in the site's run folder, or on a descriptor that systemd hands over.
  static func start(
    _ site: Site, inherited: CInt? = nil, limits: Limits = Limits(), log: Logger
  ) async throws -> Daemon {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: min(4, System.coreCount))
    let (street, inbox, run) = (Street(group), Inbox<Errand>(), site.settings.run)
    let epoch = try site.house(RTCModule.self).epoch()
    let seal = EventSeal(key: try site.outbox.key())
    let scribe = ScribeThread(inbox)
    let desk = Desk(readers: try (0..<Desk.places).map { _ in try site.reader() })
    try await scribe.start {
      Scribe(
        site, street: street, inbox: inbox, limits: limits, epoch: epoch, seal: seal, desk: desk, log: log)
    }
    let bell = try await ring(inbox, group, at: run.appending(path: "wake.sock").path)
    let entrance = Entrance(
      street: street, inbox: inbox, limits: limits, handshake: Handshake(baseURL: site.settings.baseURL),
      cookieName: site.admin.authentication.cookieName, epoch: epoch,
      crowd: Crowd(most: limits.connectionsPerAddress))
    let listener = try await entrance.listen(
      group, at: run.appending(path: "live.sock").path, inherited: inherited)
    for floor in street.floors {
      floor.loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
        floor.tick(now: .now())
      }
    }
    return Daemon(group: group, street: street, scribe: scribe, listener: listener, bell: bell)
  }

  /// Whoever has written to a database sends a byte here.
  private static func ring(
    _ inbox: Inbox<Errand>, _ group: any EventLoopGroup, at path: String
  ) async throws -> any Channel {
    try await DatagramBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Bell(inbox))
        }
      }
      .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
  }

  private final class Bell: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    private let inbox: Inbox<Errand>

    init(_ inbox: Inbox<Errand>) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
    func channelReadComplete(context: ChannelHandlerContext) { inbox.wake() }
  }

  /// Takes nobody in any more, writes what was sent, asks everybody to come back, and ends.
  func drain() async {
    await quietly { try await listener.close() }
    await scribe.stop()
    for floor in street.floors { await quietly { try await floor.emptied(within: .seconds(3)).get() } }
    await quietly { try await bell.close() }
    await quietly { try await group.shutdownGracefully() }
  }

  func run() async throws {
    try await gracefulShutdown()
    await drain()
  }

  /// At the end there is nothing left that a failure could harm.
  private func quietly(_ work: () async throws -> Void) async {
    do { try await work() } catch {}
  }
}
