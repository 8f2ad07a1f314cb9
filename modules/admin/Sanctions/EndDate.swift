import Kit

/// The last day of a sanction, as a form's date field sends it: `2026-12-03`. It ends with that day in UTC.
enum EndDate {
  static let farthestYears = 10

  /// nil for an open end. Throws `Refusal` for what is no date, has passed, or is too far away.
  static func read(_ typed: String, now: Moment) throws -> Moment? {
    guard !typed.isEmpty else { return nil }
    guard let end = endOfDay(typed) else { throw Refusal("Write the date as 2026-12-31, or leave it empty.") }
    guard end > now else { throw Refusal("This day has passed already.") }
    guard end < now + farthestYears * 366 * 86_400 else {
      throw Refusal("That is more than \(farthestYears) years away. Leave it empty for an open end.")
    }
    return end
  }

  private static func endOfDay(_ typed: String) -> Moment? {
    Moment(day: typed).map { Moment(milliseconds: $0.milliseconds + 86_400_000 - 1) }
  }
}
