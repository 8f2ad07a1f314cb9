import Foundation
import Kit

/// The last day of something, as a form's date field sends it: `2026-12-03`, to its end in UTC.
enum EndDate {
  static let farthestYears = 10

  /// nil for an open end. Throws `Refusal` for no date, one that has passed and one that nobody will see.
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
    let parts = typed.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
    guard typed.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1],
      let day = parts[2], year > 1970
    else { return nil }
    var date = tm()
    (date.tm_year, date.tm_mon, date.tm_mday) = (year - 1900, month - 1, day)
    let start = timegm(&date)
    // timegm turns the 31st of June into the 1st of July.
    guard date.tm_mday == day, date.tm_mon == month - 1 else { return nil }
    return Moment(milliseconds: (Int64(start) + 86_400) * 1000 - 1)
  }
}
