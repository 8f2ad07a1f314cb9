import GRDB
import Kit

/// Who looks at a system, and so what they may see of it. This decides, for pages, events and faces alike: in
/// queries by `filter`, of what is at hand by `sees`.
package struct Onlooker: Sendable, Hashable {
  /// What they are to the system; each sees all that the ones before see.
  package enum Standing: Int, Sendable, Comparable, CaseIterable {
    case visitor, member, friend, owner

    /// What the owner calls those who stand there.
    package var title: String {
      switch self {
      case .visitor: "Everyone"
      case .member: "Members"
      case .friend: "Friends"
      case .owner: "You"
      }
    }

    package static func < (a: Standing, b: Standing) -> Bool { a.rawValue < b.rawValue }
  }

  package let standing: Standing
  /// The lists of the system's owner on which they stand.
  package let lists: Set<Int64>

  init(_ standing: Standing, lists: Set<Int64> = []) {
    self.standing = standing
    self.lists = standing == .friend ? lists : []
  }

  package static let visitor = Onlooker(.visitor)
  static let member = Onlooker(.member)
  package static let owner = Onlooker(.owner)

  /// Whoever looks on in somebody else's name has nobody's friends, and owns nothing.
  init(_ viewer: Viewer, in circle: Acquaintances) {
    let person = viewer.actedBy == nil && !viewer.lacksFactor ? viewer.account?.id : nil
    if circle.isSite && viewer.can(Systems.mayFront) || person != nil && person == circle.owner {
      self = .owner
    } else if let person, circle.blocked.contains(person) {
      // They see what they would see if they signed out.
      self = .visitor
    } else if let person, circle.friends.contains(person) {
      self = circle.friend(person)
    } else {
      self = viewer.can(Systems.maySee) ? .member : .visitor
    }
  }

  private var widest: Visibility {
    switch standing {
    case .visitor: .everyone
    case .member: .members
    case .friend: .friends
    case .owner: .nobody
    }
  }

  package func sees(_ shown: ShownTo) -> Bool {
    shown.level <= widest || !lists.isDisjoint(with: shown.lists)
  }

  /// Of what has no lists.
  package func sees(_ visibility: Visibility) -> Bool { visibility <= widest }

  func seesFront(of alter: Alter) -> Bool { sees(alter.shownTo) && sees(alter.frontShownTo) }
}

extension Onlooker {
  /// SQL that is true of what they may see; `column` holds its level. Binds `:levels` and `:lists`.
  static func filter(_ column: String, _ kind: ShownTo.Kind, of id: String) -> String {
    """
    (\(column) IN (SELECT value FROM json_each(:levels)) OR EXISTS (
      SELECT 1 FROM template_shown_to WHERE kind = '\(kind.rawValue)' AND object_id = \(id)
        AND list_id IN (SELECT value FROM json_each(:lists))))
    """
  }

  /// For a built-in field of an alter: as visible as the alter, unless it says otherwise.
  static func fieldFilter(_ field: ShownTo.Kind, of id: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM template_field_visibility f WHERE f.alter_id = \(id)
      AND 'alter.' || f.field = '\(field.rawValue)' AND NOT \(filter("f.visibility", field, of: id)))
    """
  }

  /// For an alter called `a` in the query: whether they may see that it fronts. The site's own system has no
  /// word for its front as a whole.
  static let frontFilter = """
    \(filter("a.visibility", .alter, of: "a.id")) AND \(filter("a.front_visibility", .alterFront, of: "a.id"))
    AND (a.account_id IS NULL OR EXISTS (SELECT 1 FROM template_account t WHERE t.account_id = a.account_id
      AND \(filter("t.front_visibility", .front, of: "t.account_id"))))
    """

  /// The same for when it fronted: never more than that it fronts.
  static let historyFilter = """
    \(frontFilter) AND EXISTS (SELECT 1 FROM template_account t WHERE t.account_id = a.account_id
      AND \(filter("t.history_visibility", .history, of: "t.account_id")))
    """

  /// What `filter` binds.
  var binds: StatementArguments {
    let levels = Visibility.allCases.filter(sees).map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    return ["levels": "[\(levels)]", "lists": lists.json]
  }
}
