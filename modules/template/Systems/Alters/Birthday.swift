import Kit

/// A birthday, whose year may be left out.
struct Birthday: Sendable, Equatable {
  /// `YYYY-MM-DD`, as it is kept.
  let text: String

  /// A leap year, so that every day is in it.
  private static let hiddenYear = "0004"

  /// What was typed: `1990-11-23`, or `11-23` without a year.
  init?(typed: String) {
    self.init(typed.wholeMatch(of: /\d\d-\d\d/) == nil ? typed : "\(Self.hiddenYear)-\(typed)")
  }

  init?(_ text: String) {
    guard Moment(day: text) != nil else { return nil }
    self.text = text
  }

  private var isYearHidden: Bool { text.hasPrefix(Self.hiddenYear) }

  /// As it was typed.
  var typed: String { isYearHidden ? String(text.dropFirst(5)) : text }

  /// `23 November 1990`, or `23 November`.
  var words: String {
    let day = Moment(day: text)?.day ?? text
    return isYearHidden ? day.split(separator: " ").prefix(2).joined(separator: " ") : day
  }
}
