import HTTPTypes

/// Who a request comes from, read afresh from app.db on each request so that a change holds at once.
public struct Viewer: Sendable {
  public let account: Account?
  /// The sign-in session, not the chat's.
  public let session: Int64?
  public let role: Role
  public let grants: Grants
  /// Why they may look but not write, in a sentence for them; nil for almost everybody.
  public let restraint: String?
  /// Who is really there, where an admin looks at the site as this account.
  public let actedBy: Account?
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
    account: Account?, session: Int64?, role: Role, grants: Grants, restraint: String? = nil,
    actedBy: Account? = nil, confirmedAt: Moment? = nil, lacksFactor: Bool = false
  ) {
    self.account = account
    self.session = session
    self.role = role
    self.grants = grants
    self.restraint = restraint
    self.actedBy = actedBy
    self.confirmedAt = confirmedAt
    self.lacksFactor = lacksFactor
  }

  /// Somebody who has not been looked at yet: may do nothing.
  public static let nobody = Viewer(account: nil, session: nil, role: .guest, grants: Grants())

  public var isGuest: Bool { account == nil }

  /// Whether somebody may do something: in that place, or where there is none, everywhere else.
  public func can(_ permission: String, in place: Scope? = nil) -> Bool {
    grants.allow(permission, in: place) && isFree(for: permission)
  }

  /// Whether there is any place where they may: all that can be asked before the place is known.
  public func canSomewhere(_ permission: String) -> Bool {
    grants.allowSomewhere(permission) && isFree(for: permission)
  }

  private func isFree(for permission: String) -> Bool {
    restraint == nil || Permission.isForLooking(permission)
  }

  /// What somebody is told who may not: guests may sign in, others learn why where there is a reason.
  public var refusal: Fault { isGuest ? .signInFirst : Fault(.forbidden, restraint ?? "") }

  /// Throws `Fault` for those who may not, though they may know that the place is there.
  public func require(_ permission: String, in place: Scope) throws {
    guard can(permission, in: place) else { throw refusal }
  }

  /// Ten minutes are enough for what one came to do.
  public func isConfirmed(at now: Moment) -> Bool { confirmedAt.map { $0 > now - 600 } ?? false }

  /// The same person, who looks and does not write: where what somebody does in another's name would leave no
  /// trace in the audit log.
  public func looking(because sentence: String) -> Viewer {
    Viewer(
      account: account, session: session, role: role, grants: grants, restraint: sentence, actedBy: actedBy,
      confirmedAt: confirmedAt, lacksFactor: lacksFactor)
  }

  /// The gate of a route, and the only one for those who may look but not write: they do what shows nothing to
  /// anybody, and what a guest may do.
  public func may(pass route: Route) -> Bool {
    let isLooking = route.method == .get || route.method == .head
    return may(pass: route.access)
      && (restraint == nil || isLooking || route.quiet || route.access == .everyone)
  }

  /// Who comes through a route that way. What may be granted for single places is looked at again by the handler, which
  /// knows the place.
  public func may(pass access: Access) -> Bool {
    switch access {
    case .everyone: true
    case .members: !isGuest
    case .needs(let permission): canSomewhere(permission)
    }
  }
}
