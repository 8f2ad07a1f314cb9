import Kit
import NIOCore
import RTC

/// An entry of the site's outbox, encoded for browsers.
struct LiveEvent: Sendable {
  let id: Int64
  let audience: Audience
  /// As a server-sent event: one unnamed message, so that a page needs no list of topics.
  let bytes: ByteBuffer

  init(_ id: Int64, _ event: Event, sealedBy seal: EventSeal) throws {
    self.id = id
    audience = event.audience
    let message: JSON = [
      "topic": .text(event.topic), "key": .text(event.key), "body": JSON(text: event.body) ?? [:],
    ]
    bytes = EventStream.event(message.bytes, id: try seal.seal(id))
  }

  func isFor(_ viewer: Viewer) -> Bool { audience.includes(viewer) }
}
