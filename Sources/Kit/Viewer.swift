/// Who a request comes from, read afresh from app.db on each request so that a change holds at once.
public struct Viewer: Sendable {
  public let account: Account?
  /// The sign-in session, not the chat's.
  public let session: Int64?
  public let role: Role
  public let permissions: Set<String>
  /// When they last showed that it is still them: at sign-in, or when a dangerous act asked for it.
  public let confirmedAt: Moment?
  /// Their role needs a second factor and they have none: they may do no more than a guest until they do.
  public let lacksFactor: Bool

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
    account: Account?, session: Int64?, role: Role, permissions: Set<String>, confirmedAt: Moment? = nil,
    lacksFactor: Bool = false
  ) {
    self.account = account
    self.session = session
    self.role = role
    self.permissions = permissions
    self.confirmedAt = confirmedAt
    self.lacksFactor = lacksFactor
  }

  /// Somebody who has not been looked at yet: may do nothing.
  public static let nobody = Viewer(account: nil, session: nil, role: .guest, permissions: [])

  public var isGuest: Bool { account == nil }

  /// The one place that decides what somebody may do.
  public func can(_ permission: String) -> Bool { permissions.contains(permission) }

  /// Ten minutes are enough for what one came to do.
  public func isConfirmed(at now: Moment) -> Bool { confirmedAt.map { $0 > now - 600 } ?? false }

  public func may(pass access: Access) -> Bool {
    switch access {
    case .everyone: true
    case .members: !isGuest
    case .needs(let permission): can(permission)
    }
  }
}
