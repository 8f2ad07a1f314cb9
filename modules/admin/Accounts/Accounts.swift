import GRDB
import Kit

/// What Components, the command line, the sample site and tests do with accounts, without a form.
extension AdminModule {
  /// Seeds the matrix with what houses declare. New keys get their first grants, nothing is taken away.
  public func declare(_ permissions: [Permission]) throws {
    let known = try house.read { try PermissionMatrix.keys($0) }
    let changed = permissions.filter {
      !known.contains(KnownKey(key: $0.key, sentence: $0.sentence, places: $0.places))
    }
    guard !changed.isEmpty else { return }
    try house.write { db in
      for permission in changed { try PermissionMatrix.declare(permission, db) }
    }
  }

  /// The one-time address that makes the first admin, new at each call; nil once there is one.
  public func setupAddress(now: Moment) throws -> String? {
    let token = try house.write { db in try Setup.begin(now: now, db) }
    return token.map { "\(house.settings.baseURL)/setup/\($0)" }
  }

  /// Throws `AccountError` with a sentence for a name or password that can't be taken. There is no account
  /// where `tell` throws, which says that there is one.
  @discardableResult
  public func createUser(
    name: String, password: String, role: Role = .member, now: Moment, tell: () throws -> Void = {}
  ) throws -> Int64 {
    try createUsers([(name, role)], password: password, now: now, tell: tell)[0]
  }

  /// Accounts of a sample site: they share a password and the work of hashing it.
  public func createUsers(
    _ people: [(name: String, role: Role)], password: String, now: Moment, tell: () throws -> Void = {}
  ) throws -> [Int64] {
    try sayingWhy {
      let names = try people.map { try AccountName($0.name) }
      let stored = try passwords.hash(Password(password).text)
      return try house.write { db in
        let ids = try zip(names, people).map { name, person in
          let role = try KnownRole.named(person.role, db).role
          let id = try User.create(name, password: stored, role: role, now: now, db)
          try auditLog.append(
            AuditEntry("user.create", "user:\(id)", after: person.role.rawValue, at: now), db)
          return id
        }
        try tell()
        return ids
      }
    }
  }

  /// Opens a session. Answers with the token for the cookie.
  public func signIn(userId: Int64, now: Moment) throws -> String {
    try house.app.write { db in try Session.open(for: userId, address: "", agent: "", now: now, db) }
  }

  /// Does something outside app.db for the command line, with its entries in the audit log.
  public func audited(_ entry: AuditEntry, _ act: () throws -> Void) throws {
    try house.audited(entry, act)
  }

  /// The account of a name, for the command line. Throws `AccountError` if there is none.
  public func account(named name: String) throws -> Int64 {
    try sayingWhy { try house.read { try known(name, $0).id } }
  }

  /// Accounts in the order of names, a page at a time.
  public func users(prefix: String = "", after: String = "", limit: Int = 100) throws -> [UserLine] {
    try house.read { db in
      try UserLine.list(prefix: prefix, after: AccountName.fold(after), limit: limit, db)
    }
  }

  public func setRole(of name: String, to role: Role, now: Moment) throws {
    try sayingWhy {
      try house.write { db in
        let user = try known(name, db)
        try change(
          user, to: role,
          AuditEntry(
            "user.role", "user:\(user.id)", before: user.role.rawValue, after: role.rawValue, at: now), db)
      }
    }
  }

  /// Sets a password without the old one and ends all sessions of the account.
  public func resetPassword(of name: String, to password: String, now: Moment) throws {
    try sayingWhy {
      let stored = try passwords.hash(Password(password).text)
      try house.write { db in
        let user = try known(name, db)
        try changePassword(of: user.id, to: stored, now: now, db)
        try auditLog.append(AuditEntry("user.password-reset", "user:\(user.id)", at: now), db)
      }
    }
  }

  func known(_ name: String, _ db: Database) throws -> User {
    guard let user = try User.named(name, db) else { throw Refusal("There is no account named \(name).") }
    return user
  }

  func sayingWhy<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do { return try refusing(work) } catch let refusal as Refusal {
      throw AccountError(description: refusal.sentence)
    }
  }
}

/// Why an account could not be made or changed, in a sentence for the person who asked.
public struct AccountError: Error, CustomStringConvertible {
  public let description: String
}

extension AdminModule {
  /// Gives an account another role. Throws `Refusal` for the role of guests, for the last admin, and for an account
  /// that can't be an admin now.
  func change(_ user: User, to role: Role, _ entry: AuditEntry, _ db: Database) throws {
    guard role != .guest else { throw Refusal("Guests are people without an account.") }
    _ = try KnownRole.named(role, db)
    if role == .admin { try checkUnbound(user, now: entry.at, db) }
    try user.change(to: role, now: entry.at, db)
    try auditLog.append(entry, db)
    try tellRights(of: user.id, now: entry.at, db)
  }

  /// Throws `Refusal` for an account under a sanction, which nobody could lift from an admin, and for one that is being
  /// deleted.
  private func checkUnbound(_ user: User, now: Moment, _ db: Database) throws {
    for kind in Sanction.Kind.allCases where try Sanction.current(kind, of: user.id, now: now, db) != nil {
      throw Refusal(
        "\(user.name) is \(kind.rawValue). Lift that first: nobody stands above an admin to do it later.")
    }
    guard try AccountDeletion.find(of: user.id, db) == nil else {
      throw Refusal("This account is on its way out, so it can't be an admin.")
    }
  }

  /// Tells the live daemon that the rights of one account have changed, or of many, and ends the impersonations that
  /// may not go on.
  func tellRights(of user: Int64? = nil, now: Moment, _ db: Database) throws {
    try house.doors.publish(
      Event("permissions", key: user.map { "\($0)" } ?? "", to: .daemon), db)
    try endImpersonations(now: now, db)
  }
}
