import Kit
import NIOCore
import NIOHTTP1
import RTC

/// A browser at `/live`. It gets the events of the site that it may see.
final class LiveClient: Client {
  let id = Word.make("l")
  let isOfChat = false
  private let environment: ConnectionEnvironment
  private let stream: EventStreamWriter
  private var viewer: Viewer?
  private var last: Int64 = 0
  private var quiet = 0
  /// The entry of the outbox up to which it was sent what it missed, until it asks for the rest.
  private var unasked: Int64?

  init(_ environment: ConnectionEnvironment, _ stream: EventStreamWriter, _ arrival: Arrival, after: String?)
  {
    (self.environment, self.stream) = (environment, stream)
    environment.loop.add(self)
    environment.inbox.post(.subscribe(handle, arrival, after: after))
  }

  private static let ended = EventStream.event(Array(#"{"topic":"session.ended","key":"","body":{}}"#.utf8))

  private var handle: Handle { Handle(id: id, loop: environment.loop) }

  func send(_ event: LiveEvent) {
    // Before the client is subscribed, it gets what comes from the outbox afterwards.
    guard let viewer, event.id > last, event.isFor(viewer) else { return }
    guard stream.isWritable else { return fallBehind() }
    last = event.id
    stream.write(event.bytes)
    environment.loop.needsFlush(self)
  }

  func receive(_ delivery: Delivery) {
    switch delivery {
    case .missed(_, let events, let id):
      write(events)
      unasked = id
      stream.flush()
      catchUp()
    case .subscribed(_, let viewer, let events):
      self.viewer = viewer
      write(events)
    case .viewer(_, let viewer):
      // A client that still gets what it missed must not get what comes before that.
      if self.viewer != nil { self.viewer = viewer }
    default: break
    }
  }

  private func write(_ missed: [LiveEvent]) {
    stream.open()
    for event in missed { stream.write(event.bytes) }
    last = missed.last?.id ?? last
    environment.loop.needsFlush(self)
  }

  /// The client can't take more: once it has taken what it was sent, it gets the rest from the outbox.
  private func fallBehind() {
    viewer = nil
    unasked = last
  }

  /// Asks for the next part of what it missed, if it has taken the last one.
  func catchUp() {
    guard stream.isWritable, let id = unasked else { return }
    unasked = nil
    environment.inbox.post(.continueMissed(handle, after: id))
  }

  func send(_ event: EncodedEvent) {}

  func flush() { stream.flush() }

  func tick(now: NIODeadline) {
    quiet += 1
    guard viewer != nil, quiet % 20 == 0 else { return }
    stream.write(EventStream.heartbeat)
    environment.loop.needsFlush(self)
  }

  func close(_ code: CloseCode) {
    // The page itself decides what is left of it.
    if code == .revoked { stream.write(Self.ended) }
    leave()
    if code == .tooManyConnections { stream.refuse(.tooManyConnections) } else { stream.end() }
  }

  func reconnect(after milliseconds: Int64) {
    stream.write(EventStream.retry(milliseconds: milliseconds))
    close(.restart)
  }

  func leave() {
    environment.loop.remove(self)
    environment.inbox.post(.gone(handle))
  }
}
