import GRDB
import Kit

/// The tags of one alter, with the rows that keep them.
package struct AlterTags: Sendable {
  let id: Int64
  let tags: ProxyTags

  /// As many as PluralKit lets somebody have, so that an import never loses one.
  package static let most = 100

  static func of(_ alter: Int64, _ db: Database) throws -> [AlterTags] {
    let sql = "SELECT id, prefix, suffix FROM template_proxy_tag WHERE alter_id = ? ORDER BY id LIMIT \(most)"
    return try Row.fetchAll(db, sql: sql, arguments: [alter]).map {
      AlterTags(id: $0[0], tags: ProxyTags(prefix: $0[1], suffix: $0[2]))
    }
  }

  static func add(_ tags: ProxyTags, to alter: Int64, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO template_proxy_tag(alter_id, prefix, suffix) VALUES (?, ?, ?)",
      arguments: [alter, tags.prefix, tags.suffix])
  }

  static func remove(_ id: Int64, of alter: Int64, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM template_proxy_tag WHERE id = ? AND alter_id = ?", arguments: [id, alter])
  }
}

extension AlterTags {
  static func export(_ account: Int64, _ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT json_object('alter', a.name, 'prefix', prefix, 'suffix', suffix)
        FROM template_proxy_tag t JOIN template_alter a ON a.id = t.alter_id
        WHERE a.account_id = ? ORDER BY t.id
        """, arguments: [account])
  }
}
