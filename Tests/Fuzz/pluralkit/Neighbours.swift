/// What readers use of the rest of their house.
enum Visibility: String, Sendable, Comparable {
  case everyone = "public"
  case members, friends
  case nobody = "private"

  static func < (a: Visibility, b: Visibility) -> Bool { a.strictness < b.strictness }
  private var strictness: Int {
    switch self {
    case .everyone: 0
    case .members: 1
    case .friends: 2
    case .nobody: 3
    }
  }
}

enum Alter {
  enum Kind: String, Sendable { case alter, status }
}

enum AlterGroup {
  static let deepest = 8
  static let longestDescription = 10_000
  static let longestSign = 8
}

enum AccountAlter {
  static let longestName = 100
  static let longestDescription = 10_000
  static let heaviestDescription = 32_768
}

enum AccountSystem { static let longestTag = 79 }
enum AlterTags { static let most = 100 }
enum PeopleList { static let longest = 60 }
enum Span { static let longestStatus = 50 }
enum Switch { static let longestNote = 500 }
enum ShownTo { enum Kind: String, Sendable { case alter, system, group, field } }

enum CustomField {
  static let longestValue = 10_000

  enum Kind: String, Sendable {
    case text, color, date, month, year
    case monthAndYear = "month-year"
    case timestamp
    case monthAndDay = "month-day"

    func value(_ typed: String) -> String? { self == .text || typed.utf8.count == 5 ? typed : nil }
  }
}
