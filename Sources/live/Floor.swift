import Kit
import NIOCore
import RTC

/// A connection as its floor sees it. All of it happens on one event loop.
protocol Client: AnyObject {
  var id: String { get }
  /// It belongs to the chat and closes with it.
  var isOfTheHouse: Bool { get }
  /// Something that everybody in a room hears.
  func hear(_ line: Line)
  /// Something for this client alone.
  func take(_ letter: Letter)
  func hear(_ event: LiveEvent)
  /// Sends what was written since the last time.
  func flush()
  /// Once a second.
  func tick(now: NIODeadline)
  func close(_ code: CloseCode)
  /// Asks to come back after so many milliseconds, then closes.
  func dismiss(after milliseconds: Int64)
}

/// The connections of one event loop and the rooms that they sit in.
// Touched only on its loop; the loop is what makes it safe to send around.
final class Floor: @unchecked Sendable {
  let loop: any EventLoop
  private var clients: [String: any Client] = [:]
  private var rooms: [Int64: [String: any Client]] = [:]
  private var unflushed: [String: any Client] = [:]
  /// Whether the chat takes connections.
  private(set) var isOpen = true
  private(set) var isLeaving = false
  /// Channels that are open, clients or not.
  private var channels = 0
  private var empty: EventLoopPromise<Void>?

  init(loop: any EventLoop) { self.loop = loop }

  func opened(_ channel: any Channel) {
    channels += 1
    channel.closeFuture.whenComplete { [self] _ in
      channels -= 1
      if isLeaving, channels == 0 { empty?.succeed() }
    }
  }

  /// When the last channel has closed after the goodbye; or when waiting is over.
  func emptied(within time: TimeAmount) -> EventLoopFuture<Void> {
    let promise = loop.makePromise(of: Void.self)
    loop.execute { [self] in
      empty = promise
      if channels == 0 { promise.succeed() }
    }
    loop.scheduleTask(in: time) { promise.succeed() }
    return promise.futureResult
  }

  func enter(_ client: any Client) { clients[client.id] = client }

  func leave(_ client: any Client) {
    clients[client.id] = nil
    unflushed[client.id] = nil
    for room in rooms.keys { stand(client, in: room) }
  }

  func sit(_ client: any Client, in room: Int64) { rooms[room, default: [:]][client.id] = client }

  func stand(_ client: any Client, in room: Int64) {
    rooms[room]?[client.id] = nil
    if rooms[room]?.isEmpty == true { rooms[room] = nil }
  }

  /// A client has something to send at the end of this turn.
  func note(_ client: any Client) { unflushed[client.id] = client }

  /// Hands letters out, then sends what they made, once a client.
  func deliver(_ letters: [Letter]) {
    loop.preconditionInEventLoop()
    for letter in letters { deliver(letter) }
    flush()
  }

  func flush() {
    let ready = unflushed
    unflushed.removeAll(keepingCapacity: true)
    for client in ready.values { client.flush() }
  }

  private func deliver(_ letter: Letter) {
    switch letter {
    case .line(let line): rooms[line.room]?.values.forEach { $0.hear(line) }
    case .event(let event): clients.values.forEach { $0.hear(event) }
    case .answer(let id, _), .admitted(let id, _, _), .seated(let id, _), .unseated(let id, _),
      .voice(let id, _), .missed(let id, _, _), .tuned(let id, _, _), .regarded(let id, _):
      clients[id]?.take(letter)
    case .closed(let id, let code): clients[id]?.close(code)
    case .house(let isOpen): turn(isOpen: isOpen)
    case .goodbye: dismissAll()
    }
  }

  private func turn(isOpen: Bool) {
    self.isOpen = isOpen
    guard !isOpen else { return }
    for client in Array(clients.values) where client.isOfTheHouse { client.close(.closed) }
  }

  /// Spread over two seconds, so that not all come back at once.
  private func dismissAll() {
    isLeaving = true
    for client in Array(clients.values) { client.dismiss(after: .random(in: 100...2000)) }
  }

  func tick(now: NIODeadline) {
    for client in Array(clients.values) { client.tick(now: now) }
    flush()
  }
}

/// All floors. Reaching a floor is one hop to its loop, however many connections it has.
struct Street: Sendable {
  let floors: [Floor]

  init(_ group: any EventLoopGroup) { floors = group.makeIterator().map { Floor(loop: $0) } }

  func floor(of loop: any EventLoop) -> Floor? { floors.first { $0.loop === loop } }

  /// A letter that comes from a connection: typing.
  func deliver(_ letter: Letter) {
    for floor in floors { floor.loop.execute { floor.deliver([letter]) } }
  }
}
