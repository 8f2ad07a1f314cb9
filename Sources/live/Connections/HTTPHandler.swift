import Foundation
import HTTPTypes
import Kit
import NIOCore
import NIOHTTP1
import RTC

/// Answers what comes in as plain HTTP: the event streams, the health of the daemon, and WebSockets that
/// are not let in.
final class HTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let environment: ConnectionEnvironment
  private var head: HTTPRequestHead?
  private var client: (any Client)?

  init(_ environment: ConnectionEnvironment) { self.environment = environment }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head, client == nil else { return }
      answer(head, context)
    }
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let target = Target(head)
    switch (head.method, target.path) {
    case (.GET, "/live/health"): health(context)
    case (.GET, "/live"), (.GET, "/rtc/stream"), (.GET, "/rtc/ws"):
      guard !environment.perAddress.isFull(Network(head)) else { return refuse(.tooManyConnections, context) }
      open(target, head, context)
    default: refuse(.notFound, context)
    }
  }

  /// What stays open.
  private func open(_ target: Target, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard !environment.loop.isLeaving else { return refuse(Fault(.serviceUnavailable), context) }
    switch target.path {
    case "/live":
      // A page that has just been loaded knows from the one before it how far it had heard.
      let after = head.headers.first(name: "last-event-id") ?? target.query["after"]
      client = LiveClient(environment, EventStreamWriter(context), enter(head, context), after: after)
    case "/rtc/stream" where environment.loop.isOpen:
      stream(target, head, context)
    case "/rtc/ws" where environment.loop.isOpen:
      refuse(environment.handshake.refusal(head) ?? Fault(.badRequest), context)
    default: refuse(.notFound, context)
    }
  }

  private func stream(_ target: Target, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let last = head.headers.first(name: "last-event-id")
    guard let rooms = StreamRoom.all(target.query, last: last) else {
      return refuse(.badRequest("The rooms can't be read."), context)
    }
    client = StreamClient(environment, EventStreamWriter(context), enter(head, context), rooms)
  }

  private func enter(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) -> Arrival {
    let arrival = environment.arrival(head)
    environment.perAddress.enter(arrival.address, context.channel)
    return arrival
  }

  private func health(_ context: ChannelHandlerContext) {
    let report: JSON = [
      "status": .text(environment.loop.isLeaving ? "leaving" : "ok"), "rtc": .bool(environment.loop.isOpen),
      "pid": .int(Int64(getpid())),
    ]
    EventStreamWriter(context).end(with: PlainAnswer(.ok, report.string))
  }

  private func refuse(_ fault: Fault, _ context: ChannelHandlerContext) {
    EventStreamWriter(context).refuse(fault)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable else { return }
    (client as? StreamClient)?.catchUp()
    (client as? LiveClient)?.catchUp()
  }

  func channelInactive(context: ChannelHandlerContext) {
    (client as? StreamClient)?.leave()
    (client as? LiveClient)?.leave()
    client = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A WebSocket that was not let in becomes a request like any other.
    if !(error is WebSocketUpgrader.NotUpgraded) { context.close(promise: nil) }
  }
}

/// A request's path and query.
private struct Target {
  let path: String
  let query: Fields

  init(_ head: HTTPRequestHead) {
    let parts = head.uri.split(separator: "?", maxSplits: 1)
    path = parts.first.map(String.init) ?? ""
    query = Fields(urlencoded: parts.count > 1 ? String(parts[1]) : "")
  }
}

extension HTTPRequestHead {
  /// Empty if the browser sent none.
  func cookie(_ name: String) -> String {
    headers[canonicalForm: "cookie"].lazy.compactMap { Cookies(String($0))[name] }.first ?? ""
  }
}
