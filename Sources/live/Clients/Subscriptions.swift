/// The rooms that a connection is in, and how far it has been sent their logs.
struct Subscriptions {
  struct Subscription {
    var last: Int64
    /// The connection could not take more: it is sent nothing until it catches up.
    var isLagging = false
  }

  private(set) var rooms: [Int64: Subscription] = [:]

  subscript(room: Int64) -> Subscription? {
    get { rooms[room] }
    set { rooms[room] = newValue }
  }

  /// What has to be read from the log once the connection takes more.
  var lagging: [(room: Int64, after: Int64)] {
    rooms.filter(\.value.isLagging).map { ($0.key, $0.value.last) }
  }

  enum Decision { case send, skip, lag }

  /// Whether an event is sent now. One with a number is sent once, in order; one without is sent only to clients
  /// that keep up.
  mutating func decide(_ event: EncodedEvent, isWritable: Bool) -> Decision {
    guard var subscription = rooms[event.room], !subscription.isLagging else { return .skip }
    guard let seq = event.seq else { return isWritable ? .send : .skip }
    guard seq > subscription.last else { return .skip }
    if isWritable { subscription.last = seq } else { subscription.isLagging = true }
    rooms[event.room] = subscription
    return isWritable ? .send : .lag
  }
}
