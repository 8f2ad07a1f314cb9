import GRDB
import Kit

/// How near somebody is to an account whose system they look at. Whoever is nearer sees all that those see
/// who stand further away.
enum Circle: Int, Sendable, CaseIterable, Comparable {
  case visitor, member, friend, owner

  static func < (a: Circle, b: Circle) -> Bool { a.rawValue < b.rawValue }

  /// Who looks on in somebody's name sees no more than any member.
  init(of viewer: Viewer, around account: Int64, _ db: Database) throws {
    if viewer.account?.id == account, viewer.actedBy == nil {
      self = .owner
    } else {
      self = viewer.can(TemplateModule.maySee) ? .member : .visitor
    }
  }

  func sees(_ visibility: Visibility) -> Bool {
    switch self {
    case .visitor: visibility == .everyone
    case .member: visibility <= .members
    case .friend: visibility <= .friends
    case .owner: true
    }
  }

  /// The same as a condition of SQL.
  func condition(_ column: String = "visibility") -> String {
    let words = Visibility.allCases.filter(sees).map { "'\($0.rawValue)'" }
    return "\(column) IN (\(words.joined(separator: ", ")))"
  }

  /// What the owner calls those who stand there.
  var title: String {
    switch self {
    case .visitor: "Everyone"
    case .member: "Members"
    case .friend: "Friends"
    case .owner: "You"
    }
  }
}
