import GRDB
import Kit
import Synchronization

/// What each role may do. The table lies in app.db; a process keeps a copy for as long as the matrix's
/// revision stays the same.
final class PermissionMatrix: Sendable {
  private struct Copy {
    var revision: Int64 = -1
    var granted: [Role: Set<String>] = [:]
  }
  private let copy = Mutex(Copy())

  /// A role's permissions; `revision` is what the matrix has now.
  func permissions(of role: Role, revision: Int64, _ db: Database) throws -> Set<String> {
    if let known = copy.withLock({ $0.revision == revision ? $0.granted : nil }) { return known[role] ?? [] }
    let fresh = Copy(revision: revision, granted: try Self.granted(db))
    copy.withLock { $0 = fresh }
    return fresh.granted[role] ?? []
  }

  static func revision(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT revision FROM admin_matrix")) ?? 0
  }

  static func granted(_ db: Database) throws -> [Role: Set<String>] {
    let rows = try Row.fetchCursor(db, sql: "SELECT role, key FROM admin_permission WHERE granted")
    var granted: [Role: Set<String>] = [:]
    while let row = try rows.next() {
      guard let role = Role(rawValue: row["role"]) else { continue }
      granted[role, default: []].insert(row["key"])
    }
    return granted
  }

  /// What there is to grant, a sentence for each key.
  static func keys(_ db: Database) throws -> [(key: String, sentence: String)] {
    try Row.fetchAll(db, sql: "SELECT key, sentence FROM admin_permission_key ORDER BY key LIMIT 1000")
      .map { ($0["key"], $0["sentence"]) }
  }

  /// Adds a key with its first grants; what an admin has decided before stays.
  static func declare(_ permission: Permission, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO admin_permission_key (key, sentence) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET sentence = excluded.sentence
        """, arguments: [permission.key, permission.sentence])
    for role in Role.allCases {
      try db.execute(
        sql: "INSERT INTO admin_permission (role, key, granted) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [role.rawValue, permission.key, permission.roles.contains(role)])
    }
  }

  /// Grants or takes away; false if it was so already or there is no such key.
  static func set(_ cell: MatrixCell, granted: Bool, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "UPDATE admin_permission SET granted = ? WHERE role = ? AND key = ? AND granted = ?",
      arguments: [granted, cell.role.rawValue, cell.key, !granted])
    return db.changesCount > 0
  }
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
    guard parts.count == 2, let role = Role(rawValue: String(parts[0])) else { return nil }
    self.init(role, String(parts[1]))
  }

  var text: String { "\(role.rawValue):\(key)" }

  /// What no form may change: an admin's way back into this page, and the control room for strangers.
  var isFixed: Bool {
    switch role {
    case .admin: ["admin.enter", "admin.permissions", "admin.users"].contains(key)
    case .guest: key.hasPrefix("admin.")
    default: false
    }
  }
}
