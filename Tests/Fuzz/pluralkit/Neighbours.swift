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
}
