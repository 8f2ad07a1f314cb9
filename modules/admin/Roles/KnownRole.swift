import GRDB
import Kit

/// A role as the control room knows it: built in, or one of the site's own.
struct KnownRole: Sendable, Equatable {
  let role: Role
  let title: String
  /// What it is for, in a sentence.
  let duty: String
  /// The built-in role that it stands beside, and whose permissions it began with.
  let base: Role

  var isBuiltIn: Bool { role == base }
  /// From guest up to admin.
  var rank: Int { Role.builtIn.firstIndex(of: base) ?? 0 }
  var href: String { "/admin/roles/\(Percent.encode(role.rawValue))" }
  /// As it stands in the audit log.
  var target: String { "role:\(role.rawValue)" }
}

extension KnownRole {
  static let most = 30

  /// All roles from the least up, the site's own behind the one that they stand beside.
  static func all(_ db: Database) throws -> [KnownRole] {
    try Row.fetchAll(db, sql: "SELECT name, title, duty, base FROM admin_role ORDER BY title LIMIT 100")
      .map {
        KnownRole(
          role: Role(rawValue: $0["name"]), title: $0["title"], duty: $0["duty"],
          base: Role(rawValue: $0["base"]))
      }
      .sorted { ($0.rank, $0.isBuiltIn ? 0 : 1) < ($1.rank, $1.isBuiltIn ? 0 : 1) }
  }

  /// The role of this name. Throws `Refusal` where there is none.
  static func named(_ role: Role, _ db: Database) throws -> KnownRole {
    guard let known = try all(db).first(where: { $0.role == role }) else {
      throw Refusal("There is no role named \(role.rawValue).")
    }
    return known
  }

  /// The title of a role; its name where the role is gone.
  static func title(of role: Role, _ db: Database) throws -> String {
    try String.fetchOne(db, sql: "SELECT title FROM admin_role WHERE name = ?", arguments: [role.rawValue])
      ?? role.rawValue
  }

  /// Makes a role. At first it may do what its base may do.
  func insert(_ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO admin_role (name, title, duty, base) VALUES (?, ?, ?, ?)",
      arguments: [role.rawValue, title, duty, base.rawValue])
    try db.execute(
      sql: """
        INSERT INTO admin_permission (role, key, granted)
        SELECT ?, key, granted FROM admin_permission WHERE role = ?
        """, arguments: [role.rawValue, base.rawValue])
    try db.execute(
      sql: """
        INSERT INTO admin_exception (place, role, key, granted)
        SELECT place, ?, key, granted FROM admin_exception WHERE role = ?
        """, arguments: [role.rawValue, base.rawValue])
  }

  func update(title: String, duty: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE admin_role SET title = ?, duty = ? WHERE name = ?",
      arguments: [title, duty, role.rawValue])
  }

  /// Removes a role. No account may have it any more.
  func delete(_ db: Database) throws {
    for table in ["admin_exception", "admin_permission"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE role = ?", arguments: [role.rawValue])
    }
    try db.execute(sql: "DELETE FROM admin_role WHERE name = ?", arguments: [role.rawValue])
  }

  static func holders(_ db: Database) throws -> [Role: Int] {
    let rows = try Row.fetchAll(db, sql: "SELECT role, count(*) FROM admin_user GROUP BY role LIMIT 100")
    return Dictionary(rows.map { (Role(rawValue: $0[0]), $0[1]) }) { first, _ in first }
  }
}
