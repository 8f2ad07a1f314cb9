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
      db.cachedStatement(sql: "SELECT id, name, role, created_at FROM admin_user WHERE folded = ?"),
      arguments: [AccountName.fold(name)]
    ).map(User.init)
  }

  /// The user of that name and the stored password.
  static func credentials(_ name: String, _ db: Database) throws -> (user: User, password: String)? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, name, role, created_at, password FROM admin_user WHERE folded = ?"),
      arguments: [AccountName.fold(name)]
    ).map { (User($0), $0["password"]) }
  }

  /// Throws `Refusal` for a name that somebody has.
  static func create(
    _ name: AccountName, password: String, role: Role, now: Moment, _ db: Database
  ) throws -> Int64 {
    guard try named(name.text, db) == nil else {
      throw Refusal("Somebody here has this name already. Please choose another.")
    }
    try db.execute(
      sql: "INSERT INTO admin_user (name, folded, password, role, created_at) VALUES (?, ?, ?, ?, ?)",
      arguments: [name.text, name.folded, password, role.rawValue, now])
    return db.lastInsertedRowID
  }

  static func setPassword(_ stored: String, of id: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE admin_user SET password = ? WHERE id = ?", arguments: [stored, id])
  }

  static func hasAdmin(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM admin_user WHERE role = 'admin')") ?? false
  }

  /// Throws `Refusal` where the site would be left without an admin.
  func change(to role: Role, _ db: Database) throws {
    try db.execute(sql: "UPDATE admin_user SET role = ? WHERE id = ?", arguments: [role.rawValue, id])
    guard try self.role != .admin || Self.hasAdmin(db) else {
      throw Refusal("\(name) is the only admin. Make somebody else an admin first.")
    }
  }
}

extension User {
  init(_ row: Row) {
    self.init(
      id: row["id"], name: row["name"], role: Role(rawValue: row["role"]) ?? .member,
      createdAt: row["created_at"])
  }
}

/// A line of the list of users.
public struct UserLine: Sendable {
  public let user: User
  public let seenAt: Moment?
  /// `suspended`, `silenced`, as far as it holds now.
  let sanctions: [String]
  let folded: String

  init(_ row: Row) {
    user = User(row)
    seenAt = row["seen_at"]
    sanctions = (row["sanctions"] as String?)?.split(separator: ",").map(String.init) ?? []
    folded = row["folded"]
  }

  /// In the order of names: those that begin with `prefix` and come after the folded name `after`.
  static func list(prefix: String, after: String, limit: Int, _ db: Database) throws -> [UserLine] {
    let prefix = AccountName.fold(prefix)
    return try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT id, name, role, created_at, folded, NULL AS sanctions,
            (SELECT max(seen_at) FROM admin_session WHERE user_id = admin_user.id) AS seen_at
          FROM admin_user
          WHERE folded >= :prefix AND folded < :end AND folded > :after
          ORDER BY folded
          LIMIT :limit
          """),
      arguments: ["prefix": prefix, "end": prefix + "\u{10FFFF}", "after": after, "limit": limit]
    ).map(UserLine.init)
  }
}
