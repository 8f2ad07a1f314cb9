import Kit
import NIOCore
import RTC

/// The connections of one event loop and the rooms that they are in.
// Touched only on its loop; the loop is what makes it safe to send around.
final class LoopConnections: @unchecked Sendable {
  let eventLoop: any EventLoop
  private var clients: [String: any Client] = [:]
  private var rooms: [Int64: [String: any Client]] = [:]
  private var unflushed: [String: any Client] = [:]
  /// Whether the chat takes connections.
  private(set) var isOpen = true
  private(set) var isLeaving = false
  /// Channels that are open, clients or not.
  private var channels = 0
  private var empty: EventLoopPromise<Void>?

  init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  func opened(_ channel: any Channel) {
    channels += 1
    channel.closeFuture.whenComplete { [self] _ in
      channels -= 1
      if isLeaving, channels == 0 { empty?.succeed() }
    }
  }

  /// Succeeds when the last channel has closed after the shutdown began, or when the time is over.
  func emptied(within time: TimeAmount) -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    eventLoop.execute { [self] in
      empty = promise
      if channels == 0 { promise.succeed() }
    }
    eventLoop.scheduleTask(in: time) { promise.succeed() }
    return promise.futureResult
  }

  func add(_ client: any Client) { clients[client.id] = client }

  func remove(_ client: any Client) {
    clients[client.id] = nil
    unflushed[client.id] = nil
    for room in rooms.keys { leave(client, in: room) }
  }

  func join(_ client: any Client, in room: Int64) { rooms[room, default: [:]][client.id] = client }

  func leave(_ client: any Client, in room: Int64) {
    rooms[room]?[client.id] = nil
    if rooms[room]?.isEmpty == true { rooms[room] = nil }
  }

  /// A client has something to flush at the end of this turn.
  func needsFlush(_ client: any Client) { unflushed[client.id] = client }

  /// Hands the deliveries to their clients, then flushes each client once.
  func deliver(_ deliveries: [Delivery]) {
    eventLoop.preconditionInEventLoop()
    for delivery in deliveries { deliver(delivery) }
    flush()
  }

  func flush() {
    let ready = unflushed
    unflushed.removeAll(keepingCapacity: true)
    for client in ready.values { client.flush() }
  }

  private func deliver(_ delivery: Delivery) {
    switch delivery {
    case .roomEvent(let event): rooms[event.room]?.values.forEach { $0.send(event) }
    case .siteEvent(let event): clients.values.forEach { $0.send(event) }
    case .answer(let id, _), .authenticated(let id, _, _), .joined(let id, _), .left(let id, _),
      .speaker(let id, _), .missed(let id, _, _), .subscribed(let id, _, _), .viewer(let id, _):
      clients[id]?.receive(delivery)
    case .close(let id, let code): clients[id]?.close(code)
    case .chat(let isOpen): chat(isOpen: isOpen)
    case .shutdown: reconnectAll()
    }
  }

  private func chat(isOpen: Bool) {
    self.isOpen = isOpen
    guard !isOpen else { return }
    for client in Array(clients.values) where client.isOfChat { client.close(.closed) }
  }

  /// The times are spread over two seconds, so that not all come back at once.
  private func reconnectAll() {
    isLeaving = true
    for client in Array(clients.values) { client.reconnect(after: .random(in: 100...2000)) }
  }

  func tick(now: NIODeadline) {
    for client in Array(clients.values) { client.tick(now: now) }
    flush()
  }
}
