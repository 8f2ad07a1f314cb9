/// What readers use of the rest of their house.
package enum Visibility: String, Sendable, Comparable {
  case everyone = "public"
  case members, friends
  case nobody = "private"

  package static func < (a: Visibility, b: Visibility) -> Bool { a.strictness < b.strictness }
  private var strictness: Int {
    switch self {
    case .everyone: 0
    case .members: 1
    case .friends: 2
    case .nobody: 3
    }
  }
}

package enum Alter {
  package enum Kind: String, Sendable { case alter, status }
}

package enum AlterGroup {
  package static let deepest = 8
  package static let longestDescription = 10_000
  package static let longestSign = 8
}

package enum AccountAlter {
  package static let longestName = 100
  package static let longestDescription = 10_000
  package static let heaviestDescription = 32_768
}

package enum AccountSystem { package static let longestTag = 79 }
package enum AlterTags { package static let most = 100 }
package enum PeopleList { package static let longest = 60 }
package enum Span { package static let longestStatus = 50 }
package enum Switch { package static let longestNote = 500 }
package enum ShownTo { package enum Kind: String, Sendable { case alter, system, group, field } }

package enum CustomField {
  package static let longestValue = 10_000

  package enum Kind: String, Sendable {
    case text, color, date, month, year
    case monthAndYear = "month-year"
    case timestamp
    case monthAndDay = "month-day"

    package func value(_ typed: String) -> String? { self == .text || typed.utf8.count == 5 ? typed : nil }
  }
}
