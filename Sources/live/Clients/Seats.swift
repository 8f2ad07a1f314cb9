/// The rooms that a connection sits in, and how far it has been sent their logs.
struct Seats {
  struct Seat {
    var last: Int64
    /// The connection could not take more: from here on it is sent nothing until it catches up.
    var isLagging = false
  }

  private(set) var rooms: [Int64: Seat] = [:]

  subscript(room: Int64) -> Seat? {
    get { rooms[room] }
    set { rooms[room] = newValue }
  }

  /// What has to be read again from the log.
  var lagging: [(room: Int64, after: Int64)] {
    rooms.filter(\.value.isLagging).map { ($0.key, $0.value.last) }
  }

  enum Verdict { case send, skip, lag }

  /// Whether a line goes out now. A number goes out once, in order; what has none is only worth sending to
  /// those who keep up.
  mutating func judge(_ line: Line, isWritable: Bool) -> Verdict {
    guard var seat = rooms[line.room], !seat.isLagging else { return .skip }
    guard let seq = line.seq else { return isWritable ? .send : .skip }
    guard seq > seat.last else { return .skip }
    if isWritable { seat.last = seq } else { seat.isLagging = true }
    rooms[line.room] = seat
    return isWritable ? .send : .lag
  }
}
