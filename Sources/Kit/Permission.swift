/// Who somebody is to the site. Roles hold permissions; the matrix lies in app.db.
public enum Role: String, Sendable, CaseIterable {
  case guest, member, moderator, admin
}

/// Something that may be granted to roles: a key, what it allows in a sentence, and who has it at first.
public struct Permission: Sendable {
  public let key: String
  public let sentence: String
  public let roles: Set<Role>

  public init(_ key: String, _ sentence: String, _ roles: Set<Role>) {
    self.key = key
    self.sentence = sentence
    self.roles = roles
  }
}

extension Permission {
  /// What somebody keeps who may not write: keys that end in `.read` or `.see`.
  static func isForLooking(_ key: String) -> Bool { key.hasSuffix(".read") || key.hasSuffix(".see") }
}

extension Set where Element == Role {
  public static let everyone: Set<Role> = [.guest, .member, .moderator, .admin]
  public static let members: Set<Role> = [.member, .moderator, .admin]
  public static let moderators: Set<Role> = [.moderator, .admin]
  public static let admins: Set<Role> = [.admin]
}
