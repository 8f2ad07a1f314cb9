import Kit

/// Milliseconds of each hour of the day, by the clock on the wall.
struct HoursOfDay: Sendable, Equatable {
  private(set) var milliseconds = [Int64](repeating: 0, count: 24)

  static let hour: Int64 = 3_600_000
  static let day = 24 * hour

  /// Whole days put the same into each hour.
  fileprivate mutating func add(days: Int64) {
    guard days > 0 else { return }
    for hour in milliseconds.indices { milliseconds[hour] += days * Self.hour }
  }

  fileprivate mutating func add(_ time: Int64, at hour: Int) { milliseconds[hour] += time }
}

/// Tells the hours of a zone quickly: its offsets between two moments are looked up once.
struct WallClock: Sendable {
  /// From the end of the one before until then, clocks are so far ahead of UTC.
  private struct Season {
    let end: Int64
    let offset: Int64
  }

  private let seasons: [Season]

  init(_ zone: Zone, from: Moment, to: Moment) {
    var seasons: [Season] = []
    var start = from
    while let change = zone.nextChange(after: start), change < to, change > start {
      seasons.append(Season(end: change.milliseconds, offset: zone.offset(at: start)))
      start = change
    }
    seasons.append(Season(end: .max, offset: zone.offset(at: start)))
    self.seasons = seasons
  }

  func hours(_ from: Int64, _ to: Int64) -> HoursOfDay {
    var hours = HoursOfDay()
    add(from, to, to: &hours)
    return hours
  }

  /// Puts a time into the hours of the day that it covers.
  func add(_ from: Int64, _ to: Int64, to hours: inout HoursOfDay) {
    var start = from
    for season in seasons where season.end > start {
      let end = min(season.end, to)
      guard start < end else { return }
      Self.add(start + season.offset, end + season.offset, to: &hours)
      start = end
    }
  }

  private static func add(_ from: Int64, _ to: Int64, to hours: inout HoursOfDay) {
    hours.add(days: (to - from) / HoursOfDay.day)
    var start = to - (to - from) % HoursOfDay.day
    while start < to {
      let hour = start >= 0 ? start / HoursOfDay.hour : (start + 1) / HoursOfDay.hour - 1
      let end = min((hour + 1) * HoursOfDay.hour, to)
      hours.add(end - start, at: Int(((hour % 24) + 24) % 24))
      start = end
    }
  }
}
