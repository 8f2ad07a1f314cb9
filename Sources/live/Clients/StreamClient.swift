import HTTPTypes
import Kit
import NIOCore
import NIOHTTP1
import RTC

/// Rooms at `/rtc/stream`, for networks that let no WebSocket through: the same frames with the same cursors as
/// server-sent events; what is said goes by POST to the room's form.
final class StreamClient: Client {
  let id = Word.make("c")
  let isOfChat = true
  private let environment: ConnectionEnvironment
  private let stream: EventStreamWriter
  /// The rooms that the client asked for and has not left, by the number of their `join`.
  private var asked: [Int64: Int64] = [:]
  private var subscriptions = Subscriptions()
  private var seconds: Int64 = 0
  private var hasBegun = false
  /// Refusals that wait until the stream begins. Where every room is refused, it never does.
  private var refusals: [JSON] = []
  private var isOver = false

  init(
    _ environment: ConnectionEnvironment, _ stream: EventStreamWriter, _ arrival: Arrival,
    _ rooms: [StreamRoom]
  ) {
    (self.environment, self.stream) = (environment, stream)
    environment.loop.add(self)
    environment.inbox.post(.auth(handle, arrival, .stream, id: 0, session: nil, .init()))
    for (number, wanted) in zip(Int64(1)..., rooms) {
      asked[number] = wanted.room
      environment.inbox.post(.join(handle, id: number, room: wanted.room, wanted.cursor))
    }
  }

  private var handle: Handle { Handle(id: id, loop: environment.loop) }

  func receive(_ delivery: Delivery) {
    switch delivery {
    case .joined(_, let join): joined(join)
    case .answer(_, let json): answered(json)
    case .left(_, let room): left(room)
    default: break
    }
    environment.loop.needsFlush(self)
  }

  private func joined(_ join: RoomJoin) {
    let room = join.room
    guard !isOver, asked.values.contains(room), join.answer != nil || subscriptions[room] != nil else {
      return
    }
    begin()
    if let answer = join.answer { write(ServerFrame.joined(answer)) }
    let known = join.answer == nil ? subscriptions[room]?.last : join.missed?.first?.seq.map { $0 - 1 }
    subscriptions[room] = .init(last: join.missed == nil ? join.head : known ?? join.head)
    environment.loop.join(self, in: room)
    if join.missed == nil { write(ServerFrame.reset(room: room)) }
    for event in join.missed ?? [] { send(event) }
    write(join.here)
  }

  private func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    stream.open()
    write(ServerFrame.streamHello(connection: id, epoch: environment.epoch, now: Moment.now.milliseconds))
    for refusal in refusals { write(refusal) }
    refusals = []
  }

  /// A `join` was refused. Where no other room is left, the refusal is the answer to the request.
  private func answered(_ json: JSON) {
    guard !isOver else { return }
    guard let number = json["id"]?.int else { return write(json) }
    guard let room = asked.removeValue(forKey: number) else { return }
    let refusal = ServerFrame.notJoined(room: room, json)
    if hasBegun { write(refusal) } else { refusals.append(refusal) }
    guard asked.isEmpty else { return }
    refuse(json["err"]?["code"]?.text == "slow_down" ? .tooMany() : .notFound)
  }

  private func left(_ room: Int64) {
    // What was held back will not come any more.
    if subscriptions[room]?.isLagging == true { write(ServerFrame.reset(room: room)) }
    asked = asked.filter { $0.value != room }
    subscriptions[room] = nil
    environment.loop.leave(self, in: room)
    if asked.isEmpty, !isOver { refuse(.notFound) }
  }

  private func write(_ json: JSON) { stream.write(EventStream.event(json.bytes)) }

  func send(_ event: EncodedEvent) {
    guard subscriptions.decide(event, isWritable: stream.isWritable) == .send else { return }
    stream.write(event.event)
    environment.loop.needsFlush(self)
  }

  func send(_ event: LiveEvent) {}

  /// The client reads again: what was held back is read from the log.
  func catchUp() {
    for (room, seq) in subscriptions.lagging {
      environment.inbox.post(.catchUp(handle, room: room, after: seq))
    }
  }

  func flush() { stream.flush() }

  func tick(now: NIODeadline) {
    seconds += 1
    guard hasBegun, seconds % 20 == 0 else { return }
    stream.write(EventStream.heartbeat)
    environment.loop.needsFlush(self)
  }

  func close(_ code: CloseCode) {
    switch code {
    case .noAuth, .revoked: refuse(.signInFirst)
    case .mayNot: refuse(.forbidden)
    case .closed: refuse(.notFound)
    case .tooManyConnections: refuse(.tooManyConnections)
    default: refuse(Fault(.serviceUnavailable))
    }
  }

  private func refuse(_ fault: Fault) {
    leave()
    stream.refuse(fault)
  }

  func reconnect(after milliseconds: Int64) {
    stream.write(EventStream.retry(milliseconds: milliseconds))
    close(.restart)
  }

  func leave() {
    guard !isOver else { return }
    isOver = true
    environment.loop.remove(self)
    environment.inbox.post(.gone(handle))
  }
}
