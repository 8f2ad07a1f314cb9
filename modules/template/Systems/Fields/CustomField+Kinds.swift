import Kit

/// What each kind of field takes, and how it reads.
extension CustomField.Kind {
  var title: String {
    switch self {
    case .text: "Text"
    case .color: "Colour"
    case .date: "Day"
    case .month: "Month"
    case .year: "Year"
    case .monthAndYear: "Month and year"
    case .timestamp: "Day and time"
    case .monthAndDay: "Month and day"
    }
  }

  var hint: String? {
    switch self {
    case .text: nil
    case .color: "Like #33aa77."
    case .date: "Like 2026-11-23."
    case .month: "1 to 12."
    case .year: "Like 2026."
    case .monthAndYear: "Like 2026-11."
    case .timestamp: "Like 2026-11-23 04:22."
    case .monthAndDay: "Like 11-23."
    }
  }

  /// As it is kept; nil for what this kind does not take.
  package func value(_ typed: String) -> String? {
    switch self {
    case .text: PlainText.isText(typed, longest: CustomField.longestValue) ? typed : nil
    case .color: AltersFile.color(typed).map { "#\($0)" }
    case .date: Moment(day: typed) == nil ? nil : typed
    case .month: Int(typed).flatMap { (1...12).contains($0) ? "\($0)" : nil }
    case .year: typed.wholeMatch(of: /\d{4}/) == nil ? nil : typed
    case .monthAndYear: Moment(day: "\(typed)-01") == nil ? nil : typed
    case .timestamp: Self.isTime(typed) ? typed.replacing("T", with: " ") : nil
    case .monthAndDay: Moment(day: "0004-\(typed)") == nil ? nil : typed
    }
  }

  private static func isTime(_ typed: String) -> Bool {
    guard let match = typed.wholeMatch(of: /(\d{4}-\d\d-\d\d)[ T]([01]\d|2[0-3]):[0-5]\d/) else {
      return false
    }
    return Moment(day: String(match.1)) != nil
  }

  /// As others read it. What an import left in another shape stands as it is.
  func words(_ value: String) -> String {
    switch self {
    case .date: Moment(day: value)?.day ?? value
    case .month: monthName("2000-\(value.count == 1 ? "0" : "")\(value)-01") ?? value
    case .monthAndYear: Moment(day: "\(value)-01").map { String($0.day.dropFirst(2)) } ?? value
    case .monthAndDay: Birthday("0004-\(value)")?.words ?? value
    case .text, .color, .year, .timestamp: value
    }
  }

  private func monthName(_ day: String) -> String? {
    Moment(day: day)?.day.split(separator: " ").dropFirst().first.map(String.init)
  }
}
