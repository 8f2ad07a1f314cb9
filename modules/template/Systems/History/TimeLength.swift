import Kit

/// A length of time in milliseconds, in words.
struct TimeLength: Sendable, Hashable, Comparable {
  let milliseconds: Int64

  static func < (a: TimeLength, b: TimeLength) -> Bool { a.milliseconds < b.milliseconds }

  /// `3 days 4 h`, `2 h 5 min`, `40 s`
  var text: String {
    let seconds = milliseconds / 1000
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
    return switch (days, hours, minutes) {
    case (0, 0, 0): "\(seconds) s"
    case (0, 0, _): "\(minutes) min"
    case (0, _, _): Self.join("\(hours) h", minutes % 60, "min")
    default: Self.join(days == 1 ? "1 day" : "\(days) days", hours % 24, "h")
    }
  }

  private static func join(_ large: String, _ small: Int64, _ unit: String) -> String {
    small == 0 ? large : "\(large) \(small) \(unit)"
  }
}

extension Span {
  func length(until now: Moment) -> TimeLength { length(from: startedAt, until: now) }

  /// From another beginning to its own end.
  func length(from start: Moment, until now: Moment) -> TimeLength {
    TimeLength(milliseconds: max(0, (endedAt ?? now).milliseconds - start.milliseconds))
  }
}
