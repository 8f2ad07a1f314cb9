import NIOCore
import RTC

/// A connection of a browser or a program. All of its methods run on one event loop.
protocol Client: AnyObject {
  var id: String { get }
  /// Whether it belongs to the chat, and closes when the chat is closed.
  var isOfChat: Bool { get }
  /// Sends an event of a room that the client is in.
  func send(_ event: EncodedEvent)
  /// Sends an event of the site.
  func send(_ event: LiveEvent)
  /// Takes what the hub has for this client alone.
  func receive(_ delivery: Delivery)
  /// Flushes what was written since the last time.
  func flush()
  /// Runs once a second.
  func tick(now: NIODeadline)
  func close(_ code: CloseCode)
  /// Asks the other side to come back after so many milliseconds, then closes.
  func reconnect(after milliseconds: Int64)
}
