import Components
import GRDB
import Kit
import KitTesting

@testable import Admin

extension TestSite {
  /// Somebody in a role of their own, which stands beside members and holds these keys besides.
  func person(_ name: String, holding keys: [String], as admin: Person) throws -> Person {
    _ = post("/admin/roles", ["title": name, "base": "member"], as: admin)
    try grant(keys, to: name)
    return try signUp(name, role: Role(rawValue: name))
  }

  func grant(_ keys: [String], to role: String) throws { try set(keys, true, role) }
  func revoke(_ keys: [String], from role: String) throws { try set(keys, false, role) }

  private func set(_ keys: [String], _ granted: Bool, _ role: String) throws {
    try site.app.write { db in
      for key in keys {
        try db.execute(
          sql: "UPDATE admin_permission SET granted = ? WHERE role = ? AND key = ?",
          arguments: [granted, role, key])
      }
    }
  }

  func keys() throws -> [String] {
    try site.app.read { try PermissionMatrix.keys($0).map(\.key) }
  }
}
