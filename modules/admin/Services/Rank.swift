import GRDB
import Kit

/// Who may give what to whom: nobody hands out more than they have.
struct Rank {
  let viewer: Viewer
  let roles: [KnownRole]
  private let grants: [Role: Grants]

  init(_ viewer: Viewer, _ db: Database) throws {
    self.viewer = viewer
    roles = try KnownRole.all(db)
    grants = try PermissionMatrix.grants(db)
  }

  subscript(role: Role) -> KnownRole? { roles.first { $0.role == role } }

  /// Roles that somebody can have who has an account.
  var ofAccounts: [KnownRole] { roles.filter { $0.role != .guest } }

  /// Roles that they may give to somebody who may be given one.
  var givable: [KnownRole] { roles.filter { mayGive($0.role) } }

  func mayGive(_ role: Role) -> Bool {
    guard role != .guest, self[role] != nil, reaches(role) else { return false }
    return viewer.role == .admin || viewer.grants.cover(grants[role] ?? Grants())
  }

  /// Whether this viewer may change the role of that user.
  func mayChange(_ user: User) -> Bool { user.id != viewer.account?.id && reaches(user.role) }

  /// Whether this viewer may act against that user: never on their own rank, nor above it, nor on themselves.
  func mayDiscipline(_ user: User) -> Bool {
    user.id != viewer.account?.id && height(of: user.role) < height(of: viewer.role)
  }

  /// Whoever looks at the site as somebody sees what they see: that must not be more than they may see.
  func mayActAs(_ user: User) -> Bool { mayDiscipline(user) && mayGive(user.role) }

  /// What is built in stays, and one's own role is for somebody else to change.
  func mayChange(_ known: KnownRole) -> Bool {
    !known.isBuiltIn && known.role != viewer.role && reaches(known.role)
  }

  /// Everywhere, or in one place. Admins are shut out of none: they could let themselves in again.
  func mayChange(_ cell: MatrixCell, in place: Scope? = nil) -> Bool {
    guard self[cell.role] != nil, reaches(cell.role) else { return false }
    guard !cell.isFixed, place == nil || cell.role != .admin else { return false }
    if viewer.role == .admin { return true }
    return place.map { viewer.can(cell.key, in: $0) } ?? viewer.grants.cover(Grants([cell.key]))
  }

  private func reaches(_ role: Role) -> Bool { height(of: role) <= height(of: viewer.role) }

  /// A role that is gone has the least.
  private func height(of role: Role) -> Int { self[role]?.rank ?? 0 }
}
