import Foundation
import GRDB

/// Whom something is shown to: a whole circle, or of those whom it is private to the people on chosen lists.
/// Lists are of friends only, so that each of these lies within the next: nobody, lists, friends, members,
/// everyone.
package struct ShownTo: Sendable, Hashable {
  /// What can be shown, as `template_shown_to` names it.
  package enum Kind: String, Sendable, CaseIterable {
    case alter
    /// That an alter fronts.
    case alterFront = "alter.front"
    case name = "alter.name"
    case pronouns = "alter.pronouns"
    case description = "alter.description"
    case birthday = "alter.birthday"
    case avatar = "alter.avatar"
    case color = "alter.color"
    case group, field
    /// Of an account: the page about its system, who fronts, and who fronted.
    case system, front, history
  }

  package let level: Visibility
  /// Empty save where `level` is nobody.
  package let lists: Set<Int64>

  init(_ level: Visibility, lists: Set<Int64> = []) {
    self.level = level
    self.lists = level == .nobody ? lists : []
  }

  static let nobody = ShownTo(.nobody)

  /// Whether everybody who sees this sees the other as well.
  func isWithin(_ other: ShownTo) -> Bool {
    guard level == .nobody else { return other.level <= level }
    return other.level < .nobody || lists.isSubset(of: other.lists)
  }

  /// Whoever sees both.
  func and(_ other: ShownTo) -> ShownTo {
    if level == .nobody, other.level == .nobody {
      return ShownTo(.nobody, lists: lists.intersection(other.lists))
    }
    return level < other.level ? other : self
  }
}

extension ShownTo {
  /// A column that holds the lists of an object, for `init(_:lists:)` of a row: `ShownTo.column(.alter, of: "a.id")`.
  static func column(_ kind: Kind, of id: String) -> String {
    """
    (SELECT group_concat(list_id) FROM template_shown_to WHERE kind = '\(kind.rawValue)' AND object_id = \(id))
    """
  }

  /// What a level and such a column say. A level that is none is nobody's.
  init(_ level: String?, lists: String?) {
    self.init(
      level.flatMap(Visibility.init(rawValue:)) ?? .nobody,
      lists: Set((lists ?? "").split(separator: ",").compactMap { Int64($0) }))
  }

  package static func lists(_ kind: Kind, of id: Int64, _ db: Database) throws -> Set<Int64> {
    try Int64.fetchSet(
      db.cachedStatement(sql: "SELECT list_id FROM template_shown_to WHERE kind = ? AND object_id = ?"),
      arguments: [kind.rawValue, id])
  }

  /// Keeps the lists; the level stands with the object. Only lists of the object's owner count.
  func keepLists(_ kind: Kind, of id: Int64, owner: Int64?, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM template_shown_to WHERE kind = ? AND object_id = ?", arguments: [kind.rawValue, id])
    guard !lists.isEmpty else { return }
    try db.execute(
      sql: """
        INSERT INTO template_shown_to(list_id, kind, object_id)
        SELECT id, ?, ? FROM template_list WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))
        """, arguments: [kind.rawValue, id, owner, lists.json])
  }
}

extension Set<Int64> {
  /// For `json_each` in a statement.
  var json: String { "[\(sorted().map(String.init).joined(separator: ","))]" }
}

extension ShownTo {
  /// What is said to those who set it.
  var sentence: String { lists.isEmpty ? level.sentence : "People on \(Self.words(lists)) see this." }

  var frontSentence: String {
    lists.isEmpty
      ? level.frontSentence
      : "People on \(Self.words(lists)) see this face while fronting; everybody else sees the neutral one."
  }

  private static func words(_ lists: Set<Int64>) -> String {
    lists.count == 1 ? "a list of yours" : "\(lists.count) lists of yours"
  }
}

extension ShownTo {
  /// When the site's own system changes hands, lists of its former owner count no more.
  static func forgetLists(ofSiteBut owner: Int64?, _ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM template_shown_to WHERE list_id NOT IN (SELECT id FROM template_list WHERE account_id IS ?)
          AND (kind = 'alter' OR kind GLOB 'alter.*')
          AND object_id IN (SELECT id FROM template_alter WHERE account_id IS NULL)
        """, arguments: [owner])
    try db.execute(
      sql: """
        DELETE FROM template_shown_to WHERE list_id NOT IN (SELECT id FROM template_list WHERE account_id IS ?)
          AND (kind = 'group' AND object_id IN (SELECT id FROM template_group WHERE account_id IS NULL)
            OR kind = 'field' AND object_id IN (SELECT id FROM template_field WHERE account_id IS NULL))
        """, arguments: [owner])
  }
}
