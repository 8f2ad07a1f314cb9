/// What somebody is to the site. Roles hold permissions; who holds what lies in app.db. Four are built in, a
/// site may have more of its own.
public struct Role: RawRepresentable, Sendable, Hashable {
  /// As the database and the command line call it.
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  /// Somebody without an account.
  public static let guest = Role(rawValue: "guest")
  public static let member = Role(rawValue: "member")
  public static let moderator = Role(rawValue: "moderator")
  public static let admin = Role(rawValue: "admin")

  /// From the least up. A role of the site's own stands beside one of these.
  public static let builtIn = [guest, member, moderator, admin]
}

extension Set where Element == Role {
  public static let everyone: Set<Role> = [.guest, .member, .moderator, .admin]
  public static let members: Set<Role> = [.member, .moderator, .admin]
  public static let moderators: Set<Role> = [.moderator, .admin]
  public static let admins: Set<Role> = [.admin]
}
