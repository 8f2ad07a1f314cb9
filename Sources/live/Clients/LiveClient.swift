import Kit
import NIOCore
import RTC

/// One browser at `/live`: the site's events that it may see.
final class LiveClient: Client {
  let id = Word.make("l")
  let isOfTheHouse = false
  private let reach: Reach
  private let stream: EventStreamWriter
  private var viewer: Viewer?
  private var last: Int64 = 0
  private var quiet = 0

  init(_ reach: Reach, _ stream: EventStreamWriter, token: String, after: String?) {
    (self.reach, self.stream) = (reach, stream)
    reach.floor.enter(self)
    reach.inbox.post(.tune(handle, token: token, after: after))
  }

  private static let ended = EventStream.event(Array(#"{"topic":"session.ended","key":"","body":{}}"#.utf8))

  private var handle: Handle { Handle(id: id, floor: reach.floor) }

  func hear(_ event: LiveEvent) {
    // Until it is known who listens, what comes is read from the outbox afterwards.
    guard let viewer, event.id > last, event.isFor(viewer) else { return }
    // A reader this slow comes back with its last id and reads the rest.
    guard stream.isWritable else { return close(.slow) }
    last = event.id
    stream.write(event.bytes)
    reach.floor.note(self)
  }

  func take(_ letter: Letter) {
    guard case .tuned(_, let viewer, let missed) = letter else { return }
    self.viewer = viewer
    stream.open()
    for event in missed { hear(event) }
    reach.floor.note(self)
  }

  func hear(_ line: Line) {}

  func flush() { stream.flush() }

  func tick(now: NIODeadline) {
    quiet += 1
    guard viewer != nil, quiet % 20 == 0 else { return }
    stream.write(EventStream.heartbeat)
    reach.floor.note(self)
  }

  func close(_ code: CloseCode) {
    // The page itself decides what is left of it.
    if code == .revoked { stream.write(Self.ended) }
    leave()
    stream.end()
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
