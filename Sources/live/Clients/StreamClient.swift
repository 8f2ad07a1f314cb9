import Kit
import NIOCore
import NIOHTTP1
import RTC

/// One room at `/rtc/stream`, for networks that let no WebSocket through: the same frames with the same
/// cursors as server-sent events; what is said goes by POST to the room's form.
final class StreamClient: Client {
  let id = Word.make("c")
  let isOfTheHouse = true
  private let reach: Reach
  private let stream: EventStreamWriter
  private let room: Int64
  private let cursor: LogCursor?
  private var seats = Seats()
  private var seconds: Int64 = 0

  init(_ reach: Reach, _ stream: EventStreamWriter, _ arrival: Arrival, room: Int64, _ cursor: LogCursor?) {
    (self.reach, self.stream, self.room, self.cursor) = (reach, stream, room, cursor)
    reach.floor.enter(self)
    reach.inbox.post(.admit(handle, arrival, .stream, id: 0, session: nil, speakingAs: nil))
    reach.inbox.post(.join(handle, id: 1, room: room, cursor))
  }

  private var handle: Handle { Handle(id: id, floor: reach.floor) }

  func take(_ letter: Letter) {
    switch letter {
    case .seated(_, let seating): sit(seating)
    // The room is none, or too much was read of the past.
    case .answer(_, let json):
      refuse(json["err"]?["code"]?.text == "slow_down" ? .tooManyRequests : .notFound)
    default: break
    }
    reach.floor.note(self)
  }

  private func sit(_ seating: Seating) {
    stream.open()
    let known = seating.answer == nil ? seats[room]?.last : seating.missed?.first?.seq.map { $0 - 1 }
    seats[room] = .init(last: seating.missed == nil ? seating.head : known ?? seating.head)
    reach.floor.sit(self, in: room)
    if seating.missed == nil { write(ServerFrame.reset(room: room)) }
    for line in seating.missed ?? [] { hear(line) }
    write(seating.here)
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
    guard seats[room] != nil, seconds % 20 == 0 else { return }
    stream.write(EventStream.heartbeat)
    reach.floor.note(self)
  }

  func close(_ code: CloseCode) {
    switch code {
    case .noAuth, .revoked: refuse(.forbidden)
    case .closed: refuse(.notFound)
    default: refuse(.serviceUnavailable)
    }
  }

  private func refuse(_ status: HTTPResponseStatus) {
    leave()
    stream.refuse(status)
  }

  func dismiss(after milliseconds: Int64) {
    stream.write(EventStream.retry(milliseconds: milliseconds))
    close(.restart)
  }

  func leave() {
    reach.floor.leave(self)
    reach.inbox.post(.gone(handle))
  }
}
