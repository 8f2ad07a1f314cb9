import NIOCore

/// Reaches the connections of all event loops: one hop a loop, however many connections it has.
struct Broadcaster: Sendable {
  let loops: [LoopConnections]

  init(_ group: any EventLoopGroup) { loops = group.makeIterator().map { LoopConnections($0) } }

  func loop(of eventLoop: any EventLoop) -> LoopConnections? { loops.first { $0.eventLoop === eventLoop } }

  /// Delivers what a connection itself has for everybody: typing.
  func deliver(_ delivery: Delivery) {
    for loop in loops { loop.eventLoop.execute { loop.deliver([delivery]) } }
  }
}
