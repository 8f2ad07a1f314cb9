import Kit
import NIOCore
import NIOHTTP1
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
  /// Up to where it has been sent what it missed; the rest is asked for when this was taken.
  private var unasked: Int64?

  init(_ reach: Reach, _ stream: EventStreamWriter, _ arrival: Arrival, after: String?) {
    (self.reach, self.stream) = (reach, stream)
    reach.floor.enter(self)
    reach.inbox.post(.tune(handle, arrival, after: after))
  }

  private static let ended = EventStream.event(Array(#"{"topic":"session.ended","key":"","body":{}}"#.utf8))

  private var handle: Handle { Handle(id: id, floor: reach.floor) }

  func hear(_ event: LiveEvent) {
    // Until it is known who listens, what comes is read from the outbox afterwards.
    guard let viewer, event.id > last, event.isFor(viewer) else { return }
    guard stream.isWritable else { return fallBehind() }
    last = event.id
    stream.write(event.bytes)
    reach.floor.note(self)
  }

  func take(_ letter: Letter) {
    switch letter {
    case .missed(_, let events, let id):
      write(events)
      unasked = id
      stream.flush()
      catchUp()
    case .tuned(_, let viewer, let events):
      self.viewer = viewer
      write(events)
    case .regarded(_, let viewer):
      // Who does not hear yet what comes must not begin to: there is more to be read first.
      if self.viewer != nil { self.viewer = viewer }
    default: break
    }
  }

  private func write(_ missed: [LiveEvent]) {
    stream.open()
    for event in missed { stream.write(event.bytes) }
    last = missed.last?.id ?? last
    reach.floor.note(self)
  }

  /// What comes while it can't take more is read from the outbox, once it has taken what it was sent.
  private func fallBehind() {
    viewer = nil
    unasked = last
  }

  /// Asks for the next part of what it missed, if the last one has been taken.
  func catchUp() {
    guard stream.isWritable, let id = unasked else { return }
    unasked = nil
    reach.inbox.post(.tuneOn(handle, after: id))
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
    if code == .tooManyConnections { stream.refuse(.tooManyConnections) } else { stream.end() }
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
