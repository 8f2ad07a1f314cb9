import HTTPTypes
import Kit
import NIOCore
import NIOHTTP1
import RTC

/// Rooms at `/rtc/stream`, for networks that let no WebSocket through: the same frames with the same cursors as
/// server-sent events; what is said goes by POST to the room's form.
final class StreamClient: Client {
  let id = Word.make("c")
  let isOfTheHouse = true
  private let reach: Reach
  private let stream: EventStreamWriter
  /// The rooms that were asked for, by the number of the question; those that it is not in any more are gone.
  private var asked: [Int64: Int64] = [:]
  private var seats = Seats()
  private var seconds: Int64 = 0
  private var hasBegun = false
  /// Told once it has begun: where every room is refused, it never does.
  private var refusals: [JSON] = []
  private var isOver = false

  init(_ reach: Reach, _ stream: EventStreamWriter, _ arrival: Arrival, _ wishes: [StreamWish]) {
    (self.reach, self.stream) = (reach, stream)
    reach.floor.enter(self)
    reach.inbox.post(.admit(handle, arrival, .stream, id: 0, session: nil, .init()))
    for (number, wish) in zip(Int64(1)..., wishes) {
      asked[number] = wish.room
      reach.inbox.post(.join(handle, id: number, room: wish.room, wish.cursor))
    }
  }

  private var handle: Handle { Handle(id: id, floor: reach.floor) }

  func take(_ letter: Letter) {
    switch letter {
    case .seated(_, let seating): sit(seating)
    case .answer(_, let json): hear(json)
    case .unseated(_, let room): stand(room)
    default: break
    }
    reach.floor.note(self)
  }

  private func sit(_ seating: Seating) {
    let room = seating.room
    guard !isOver, asked.values.contains(room), seating.answer != nil || seats[room] != nil else { return }
    begin()
    if let answer = seating.answer { write(ServerFrame.joined(answer)) }
    let known = seating.answer == nil ? seats[room]?.last : seating.missed?.first?.seq.map { $0 - 1 }
    seats[room] = .init(last: seating.missed == nil ? seating.head : known ?? seating.head)
    reach.floor.sit(self, in: room)
    if seating.missed == nil { write(ServerFrame.reset(room: room)) }
    for line in seating.missed ?? [] { hear(line) }
    write(seating.here)
  }

  private func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    stream.open()
    write(ServerFrame.streamHello(connection: id, epoch: reach.epoch, now: Moment.now.milliseconds))
    for refusal in refusals { write(refusal) }
    refusals = []
  }

  /// A room is none, or too much was read of the past: where no other is left, that is the answer to the request.
  private func hear(_ json: JSON) {
    guard !isOver else { return }
    guard let number = json["id"]?.int else { return write(json) }
    guard let room = asked.removeValue(forKey: number) else { return }
    let refusal = ServerFrame.notJoined(room: room, json)
    if hasBegun { write(refusal) } else { refusals.append(refusal) }
    guard asked.isEmpty else { return }
    refuse(json["err"]?["code"]?.text == "slow_down" ? .tooMany() : .notFound)
  }

  private func stand(_ room: Int64) {
    // What was held back will not come any more.
    if seats[room]?.isLagging == true { write(ServerFrame.reset(room: room)) }
    asked = asked.filter { $0.value != room }
    seats[room] = nil
    reach.floor.stand(self, in: room)
    if asked.isEmpty, !isOver { refuse(.notFound) }
  }

  private func write(_ json: JSON) { stream.write(EventStream.event(json.bytes)) }

  func hear(_ line: Line) {
    guard seats.judge(line, isWritable: stream.isWritable) == .send else { return }
    stream.write(line.event)
    reach.floor.note(self)
  }

  func hear(_ event: LiveEvent) {}

  /// The way is free again.
  func catchUp() {
    for (room, seq) in seats.lagging { reach.inbox.post(.catchUp(handle, room: room, after: seq)) }
  }

  func flush() { stream.flush() }

  func tick(now: NIODeadline) {
    seconds += 1
    guard hasBegun, seconds % 20 == 0 else { return }
    stream.write(EventStream.heartbeat)
    reach.floor.note(self)
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

  func dismiss(after milliseconds: Int64) {
    stream.write(EventStream.retry(milliseconds: milliseconds))
    close(.restart)
  }

  func leave() {
    guard !isOver else { return }
    isOver = true
    reach.floor.leave(self)
    reach.inbox.post(.gone(handle))
  }
}
