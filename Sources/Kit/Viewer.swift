/// Who a request comes from, read afresh from app.db on each request so that a change holds at once.
public struct Viewer: Sendable {
  public let account: Account?
  /// The sign-in session, not the chat's.
  public let session: Int64?
  public let role: Role
  public let permissions: Set<String>
  /// Why they may look but not write, in a sentence for them; nil for almost everybody.
  public let restraint: String?
  /// Who is really there, where an admin looks at the site as this account.
  public let actedBy: Account?

  public struct Account: Sendable, Equatable {
    public let id: Int64
    /// The name they signed up with.
    public let name: String

    public init(id: Int64, name: String) {
      self.id = id
      self.name = name
    }
  }

  public init(
    account: Account?, session: Int64?, role: Role, permissions: Set<String>, restraint: String? = nil,
    actedBy: Account? = nil
  ) {
    self.account = account
    self.session = session
    self.role = role
    self.permissions = permissions
    self.restraint = restraint
    self.actedBy = actedBy
  }

  /// Somebody who has not been looked at yet: may do nothing.
  public static let nobody = Viewer(account: nil, session: nil, role: .guest, permissions: [])

  public var isGuest: Bool { account == nil }

  /// The one place that decides what somebody may do.
  public func can(_ permission: String) -> Bool {
    permissions.contains(permission) && (restraint == nil || Permission.isForLooking(permission))
  }

  public func may(pass access: Access) -> Bool {
    switch access {
    case .everyone: true
    case .members: !isGuest
    case .needs(let permission): can(permission)
    }
  }
}
