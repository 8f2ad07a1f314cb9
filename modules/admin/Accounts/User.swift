import GRDB
import Kit

/// An account, as the site knows it.
public struct User: Sendable, Equatable {
  public let id: Int64
  public let name: String
  public let role: Role
  public let createdAt: Moment
}

extension User {
  static func find(_ id: Int64, _ db: Database) throws -> User? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, name, role, created_at FROM admin_user WHERE id = ?"),
      arguments: [id]
    ).map(User.init)
  }

  static func named(_ name: String, _ db: Database) throws -> User? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, name, role, created_at FROM admin_user \(ofName)"),
      arguments: spellings(of: name)
    ).map(User.init)
  }

  /// Whoever is kept under the earlier folding goes first: two names may be one by now.
  private static let ofName =
    "WHERE folded IN (:folded, :earlier) ORDER BY folded = :earlier DESC LIMIT 1"

  private static func spellings(of name: String) -> StatementArguments {
    ["folded": AccountName.fold(name), "earlier": AccountName.foldEarlier(name)]
  }

  /// The user of that name, the stored password and its number.
  static func credentials(
    _ name: String, _ db: Database
  ) throws -> (user: User, password: String, number: Int64)? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT id, name, role, created_at, password, passwords FROM admin_user \(ofName)"),
      arguments: spellings(of: name)
    ).map { (User($0), $0["password"], $0["passwords"]) }
  }

  /// Throws `Refusal` for a name that somebody has, or that looks like one.
  static func create(
    _ name: AccountName, password: String, role: Role, now: Moment, _ db: Database
  ) throws -> Int64 {
    try TakenName.check(name, now: now, db)
    try db.execute(
      sql: """
        INSERT INTO admin_user (name, folded, skeleton, password, role, created_at) VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [name.text, name.folded, name.skeleton, password, role.rawValue, now])
    return db.lastInsertedRowID
  }

  static func setPassword(_ stored: String, of id: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE admin_user SET password = ? WHERE id = ?", arguments: [stored, id])
    try changeLock(of: id, db)
  }

  /// Gives the account another lock, at each new password, removed factor and suspension: a sign-in that waits at its
  /// second step has the number of the old lock, and ends.
  static func changeLock(of id: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE admin_user SET passwords = passwords + 1 WHERE id = ?", arguments: [id])
  }

  /// Stores the same password hashed anew, unless it has been changed meanwhile.
  static func rehash(_ stored: String, to fresh: String, of id: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE admin_user SET password = ? WHERE id = ? AND password = ?", arguments: [fresh, id, stored])
  }

  /// The number of the account's lock.
  static func lock(of id: Int64, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT passwords FROM admin_user WHERE id = ?", arguments: [id])
  }

  /// Some of the accounts that have a role.
  static func holders(of role: Role, limit: Int = 500, _ db: Database) throws -> [User] {
    try Row.fetchAll(
      db, sql: "SELECT id, name, role, created_at FROM admin_user WHERE role = ? LIMIT ?",
      arguments: [role.rawValue, limit]
    ).map(User.init)
  }

  /// The mail address, once it was confirmed.
  static func mail(of id: Int64, _ db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT mail FROM admin_user WHERE id = ?", arguments: [id])
  }

  static func setMail(_ mail: String?, of id: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE admin_user SET mail = ? WHERE id = ?", arguments: [mail, id])
  }

  /// The accounts that have this address, the oldest first: people of one system may share one.
  static func all(withMail mail: MailAddress, _ db: Database) throws -> [User] {
    try Row.fetchAll(
      db,
      sql: "SELECT id, name, role, created_at FROM admin_user WHERE mail = ? ORDER BY id LIMIT 5",
      arguments: [mail.text]
    ).map(User.init)
  }

  func rename(to name: AccountName, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE admin_user SET name = ?, folded = ?, skeleton = ? WHERE id = ?",
      arguments: [name.text, name.folded, name.skeleton, id])
  }

  /// Whether there is an admin who can sign in: none that is being deleted, and none that is suspended.
  static func hasAdmin(now: Moment, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM admin_user WHERE role = 'admin' AND id NOT IN (SELECT user_id FROM admin_farewell)
            AND id NOT IN (SELECT user_id FROM admin_sanction WHERE kind = 'suspended' AND \(Sanction.holds)))
        """, arguments: ["now": now]) ?? false
  }

  /// Throws `Refusal` where the site would be left without an admin.
  func change(to role: Role, now: Moment, _ db: Database) throws {
    let hadAdmin = try Self.hasAdmin(now: now, db)
    try db.execute(sql: "UPDATE admin_user SET role = ? WHERE id = ?", arguments: [role.rawValue, id])
    guard try !hadAdmin || Self.hasAdmin(now: now, db) else {
      throw Refusal("\(name) is the only admin who can sign in. Make somebody else an admin first.")
    }
  }
}

extension User {
  init(_ row: Row) {
    self.init(
      id: row["id"], name: row["name"], role: Role(rawValue: row["role"]), createdAt: row["created_at"])
  }
}

/// A line of the list of users.
public struct UserLine: Sendable {
  public let user: User
  public let seenAt: Moment?
  /// The sanction that holds now: `suspended`, `silenced`.
  let sanctions: [String]
  let folded: String

  init(_ row: Row) {
    user = User(row)
    seenAt = row["seen_at"]
    sanctions = (row["sanctions"] as String?)?.split(separator: ",").map(String.init) ?? []
    folded = row["folded"]
  }

  /// Accounts in the order of names: those that begin with `prefix` and come after the folded name `after`.
  static func list(prefix: String, after: String, limit: Int, _ db: Database) throws -> [UserLine] {
    let prefix = AccountName.fold(prefix)
    return try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT id, name, role, created_at, folded, NULL AS sanctions,
            (SELECT max(seen_at) FROM admin_session WHERE user_id = admin_user.id AND acting IS NULL) AS seen_at
          FROM admin_user
          WHERE folded >= :prefix AND folded < :end AND folded > :after
          ORDER BY folded
          LIMIT :limit
          """),
      arguments: ["prefix": prefix, "end": prefix + "\u{10FFFF}", "after": after, "limit": limit]
    ).map(UserLine.init)
  }
}
