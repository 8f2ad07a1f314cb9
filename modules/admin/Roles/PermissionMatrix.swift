import GRDB
import Kit
import Synchronization

/// What each role may do. The tables lie in app.db; a process keeps a copy for as long as the matrix's
/// revision stays the same.
final class PermissionMatrix: Sendable {
  private struct Copy {
    var revision: Int64 = -1
    var grants: [Role: Grants] = [:]

    /// A role that a newer version made has the least rights.
    func grants(of role: Role) -> Grants { grants[role] ?? grants[.guest] ?? Grants() }
  }
  private let copy = Mutex(Copy())

  /// The grants of a role. `revision` is the one that the matrix has now.
  func grants(of role: Role, revision: Int64, _ db: Database) throws -> Grants {
    if let known = copy.withLock({ $0.revision == revision ? $0.grants(of: role) : nil }) { return known }
    let fresh = Copy(revision: revision, grants: try Self.grants(db))
    // A write that is rolled back gives its revision to another one.
    if !db.isWriting { copy.withLock { $0 = fresh } }
    return fresh.grants(of: role)
  }

  static func revision(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT revision FROM admin_matrix")) ?? 0
  }

  /// The grants of all roles.
  static func grants(_ db: Database) throws -> [Role: Grants] {
    let everywhere = try granted(db)
    let exceptions = try PlaceCell.all(db)
    return Dictionary(
      uniqueKeysWithValues: try String.fetchAll(db, sql: "SELECT name FROM admin_role LIMIT 100").map {
        let role = Role(rawValue: $0)
        return (role, Grants(everywhere[role] ?? [], exceptions: exceptions[role] ?? [:]))
      })
  }

  /// The keys that roles hold wherever no place says otherwise.
  static func granted(_ db: Database) throws -> [Role: Set<String>] {
    let rows = try Row.fetchCursor(db, sql: "SELECT role, key FROM admin_permission WHERE granted")
    var granted: [Role: Set<String>] = [:]
    while let row = try rows.next() { granted[Role(rawValue: row["role"]), default: []].insert(row["key"]) }
    return granted
  }

  /// All keys that can be granted, with a sentence each.
  static func keys(_ db: Database) throws -> [KnownKey] {
    try Row.fetchAll(
      db, sql: "SELECT key, sentence, places FROM admin_permission_key ORDER BY key LIMIT 1000"
    ).map { KnownKey(key: $0["key"], sentence: $0["sentence"], places: $0["places"]) }
  }

  /// Adds a key with its first grants; what an admin has decided before stays.
  static func declare(_ permission: Permission, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO admin_permission_key (key, sentence, places) VALUES (?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET sentence = excluded.sentence, places = excluded.places
        """, arguments: [permission.key, permission.sentence, permission.places])
    for known in try KnownRole.all(db) {
      try db.execute(
        sql: "INSERT INTO admin_permission (role, key, granted) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [known.role.rawValue, permission.key, permission.roles.contains(known.base)])
    }
  }

  /// Grants a key or takes it away; false if it was so already or there is no such cell.
  static func set(_ cell: MatrixCell, granted: Bool, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "UPDATE admin_permission SET granted = ? WHERE role = ? AND key = ? AND granted = ?",
      arguments: [granted, cell.role.rawValue, cell.key, !granted])
    return db.changesCount > 0
  }
}

/// A key that some house has declared.
struct KnownKey: Sendable, Equatable {
  let key: String
  let sentence: String
  let places: String?
}

/// One role and one key: `member:forums.reply`.
struct MatrixCell: Hashable {
  let role: Role
  let key: String

  init(_ role: Role, _ key: String) {
    self.role = role
    self.key = key
  }

  init?(text: some StringProtocol) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    self.init(Role(rawValue: String(parts[0])), String(parts[1]))
  }

  var text: String { "\(role.rawValue):\(key)" }

  /// Whether no form may change it: an admin's way back into this page, and the control room for strangers.
  var isFixed: Bool {
    role == .admin && ["admin.enter", "admin.permissions", "admin.users"].contains(key)
      || role == .guest && key.hasPrefix("admin.")
  }
}
