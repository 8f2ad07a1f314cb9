import GRDB
import Kit

/// Who may do what to whom: nobody gives what they don't hold, nor changes what leads to an account, be it a
/// role, a link, a factor or a setting, unless they hold all that this account holds. The README's table says
/// what leads where.
struct Rank {
  let viewer: Viewer
  let roles: [KnownRole]
  private let grants: [Role: Grants]

  init(_ viewer: Viewer, _ db: Database) throws {
    self.init(viewer, try KnownRole.all(db), try PermissionMatrix.grants(db))
  }

  /// The rank of an account whose person makes no request.
  init(of user: User, _ db: Database) throws {
    let grants = try PermissionMatrix.grants(db)
    let viewer = Viewer(
      account: .init(id: user.id, name: user.name), session: nil, role: user.role,
      grants: grants[user.role] ?? Grants())
    self.init(viewer, try KnownRole.all(db), grants)
  }

  private init(_ viewer: Viewer, _ roles: [KnownRole], _ grants: [Role: Grants]) {
    (self.viewer, self.roles, self.grants) = (viewer, roles, grants)
  }

  subscript(role: Role) -> KnownRole? { roles.first { $0.role == role } }

  /// Roles that an account can have.
  var ofAccounts: [KnownRole] { roles.filter { $0.role != .guest } }

  /// Roles that this viewer may give.
  var givable: [KnownRole] { roles.filter { mayGive($0.role) } }

  /// Whether this viewer holds all that a role holds, in every place, and stands no lower. Admins
  /// hold everything, since they can give it to themselves.
  func covers(_ role: Role) -> Bool {
    guard height(of: role) <= height(of: viewer.role) else { return false }
    return viewer.role == .admin || viewer.grants.cover(held(by: role))
  }

  /// Whether this viewer holds all that anybody here holds, and so may change what leads to every account.
  var coversEverybody: Bool { roles.allSatisfy { covers($0.role) } }

  func mayGive(_ role: Role) -> Bool { role != .guest && self[role] != nil && covers(role) }

  /// Whether this viewer may change what leads to the account of that user: the role, the password, the
  /// factors, the sessions.
  func mayChange(_ user: User) -> Bool { user.id != viewer.account?.id && covers(user.role) }

  /// Whether this viewer may act against that user: never on their own rank, nor above it, nor on themselves,
  /// nor on whoever keeps something of the site that they don't. It takes away and leads nowhere, so what
  /// members hold, or somebody holds in one place, makes no difference.
  func mayDiscipline(_ user: User) -> Bool {
    user.id != viewer.account?.id && height(of: user.role) < height(of: viewer.role)
      && (viewer.role == .admin
        || viewer.grants.cover(held(by: user.role).beyond(held(by: .member))))
  }

  /// Whether this viewer may impersonate that user: they must not see more than they may see themselves.
  func mayActAs(_ user: User) -> Bool { mayDiscipline(user) && covers(user.role) }

  /// Whether this viewer may rename or remove the role: none that is built in, nor their own.
  func mayChange(_ known: KnownRole) -> Bool {
    !known.isBuiltIn && known.role != viewer.role && covers(known.role)
  }

  /// Everywhere, or in one place. Admins are shut out of none: they could let themselves in again. What
  /// members may do is for whoever may do it, though a moderator may vote nowhere.
  func mayChange(_ cell: MatrixCell, in place: Scope? = nil) -> Bool {
    guard self[cell.role] != nil, covers(cell.role) || isOrdinary(cell.role) else { return false }
    guard !cell.isFixed, place == nil || cell.role != .admin else { return false }
    if viewer.role == .admin { return true }
    return place.map { viewer.can(cell.key, in: $0) } ?? viewer.grants.cover(Grants([cell.key]))
  }

  /// Whether a role stands no higher and holds no more than members do.
  private func isOrdinary(_ role: Role) -> Bool {
    height(of: role) <= height(of: viewer.role) && held(by: role).beyond(held(by: .member)) == Grants()
  }

  /// The grants of a role; those of guests where the role is gone.
  private func held(by role: Role) -> Grants { grants[role] ?? grants[.guest] ?? Grants() }
  private func height(of role: Role) -> Int { self[role]?.rank ?? 0 }
}
