import Foundation
import Kit

/// The time zone in which a system tells its days and hours.
package struct Zone: Sendable {
  private let zone: ZoneName
  private var rules: TimeZone { zone.rules }

  static let utc = Zone(zone: .utc)

  private init(zone: ZoneName) { self.zone = zone }

  /// nil for what is no zone, or could be several.
  package init?(_ name: String) {
    guard let zone = ZoneName(name) else { return nil }
    self.init(zone: zone)
  }

  /// As it is kept.
  package var name: String { zone.name }
  /// As it is said.
  package var words: String { zone.words }

  static let unknown =
    "This time zone is not known here, or means more than one. One is called Europe/Lisbon, for example, or +02:00."

  /// How far its clocks are ahead of UTC then, in milliseconds.
  package func offset(at moment: Moment) -> Int64 { Int64(rules.secondsFromGMT(for: moment.date)) * 1000 }

  /// When its clocks are set next; nil where they never are again.
  func nextChange(after moment: Moment) -> Moment? {
    rules.nextDaylightSavingTimeTransition(after: moment.date).map {
      Moment(milliseconds: Int64(($0.timeIntervalSince1970 * 1000).rounded()))
    }
  }
}

extension Zone {
  /// What a clock on the wall says, written as if it were UTC.
  func wall(_ moment: Moment) -> Moment {
    Moment(milliseconds: moment.milliseconds + offset(at: moment))
  }

  /// `2026-11-23T08:00`, as a form's field takes it.
  package func field(_ moment: Moment) -> String { String(wall(moment).iso.prefix(16)) }

  /// `08:00`
  package func clock(_ moment: Moment) -> String { String(wall(moment).iso.dropFirst(11).prefix(5)) }

  /// `23 November 2026`
  func day(_ moment: Moment) -> String { wall(moment).day }

  /// The moment when a day of its calendar begins; of one that was left out, the next one's.
  func beginning(ofDay text: String) -> Moment? {
    guard let day = Moment(day: text) else { return nil }
    // Where clocks are set at midnight, the day begins later.
    return (0...48).lazy.compactMap { self.moment(wall: day + $0 * 1800) }.first
  }

  package func end(ofDay text: String) -> Moment? {
    Moment(day: text).flatMap { beginning(ofDay: String(($0 + 86_400).iso.prefix(10))) }
  }

  /// What somebody wrote: `2026-11-23T08:00` by the clocks of this zone, or a time with its offset.
  package func moment(_ text: String) -> Moment? {
    if let moment = Moment(iso: text) { return moment }
    guard let match = text.wholeMatch(of: /(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?/),
      let day = Moment(day: String(match.1)), let hour = Int(match.2), let minute = Int(match.3),
      let second = Int(match.4 ?? "0"), hour < 24, minute < 60, second < 60
    else { return nil }
    return moment(wall: day + (hour * 3600 + minute * 60 + second))
  }

  /// The first of two where clocks were set back; nil where they were set past it.
  private func moment(wall: Moment) -> Moment? {
    let offsets = [wall - 86_400, wall + 86_400].map(offset)
    let moments = offsets.map { Moment(milliseconds: wall.milliseconds - $0) }
    return moments.filter { self.wall($0) == wall }.min()
  }
}

extension Moment {
  var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
