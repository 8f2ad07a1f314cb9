import Kit

/// Who may know of an alter, and of its fronting.
package enum Visibility: String, Sendable, CaseIterable, Comparable {
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

  var title: String {
    switch self {
    case .everyone: "Everyone"
    case .members: "Members"
    case .friends: "Friends"
    case .nobody: "Nobody else"
    }
  }

  /// What is said to those who set it.
  var sentence: String {
    switch self {
    case .everyone: "Everyone sees this, also without an account."
    case .members: "People who are signed in see this."
    case .friends: "Your friends see this."
    case .nobody: "Only you see this."
    }
  }

  var frontSentence: String {
    switch self {
    case .everyone: "The site shows this face to everyone while fronting."
    case .members: "People who are signed in see this face while fronting; visitors see the neutral one."
    case .friends: "Your friends see this face while fronting; everybody else sees the neutral one."
    case .nobody: "Only you see this face while fronting; everybody else sees the neutral one."
    }
  }
}
