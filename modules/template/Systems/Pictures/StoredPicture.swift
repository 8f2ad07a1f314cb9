import GRDB
import Kit
import Pictures

/// A picture that an account gave, as app.db knows it.
package struct StoredPicture: Sendable, Equatable {
  /// Stands in its address, and tells nothing.
  package let mark: String
  let account: Int64
  /// Of its content.
  let hash: String
  package let kind: Picture.Kind

  package var file: String { "\(hash).\(kind.rawValue)" }

  private static let columns = "mark, account_id, hash, kind"

  private init(_ row: Row) {
    (mark, account, hash) = (row[0], row[1], row[2])
    kind = Picture.Kind(rawValue: row[3]) ?? .png
  }

  init(mark: String, account: Int64, hash: String, kind: Picture.Kind) {
    (self.mark, self.account, self.hash, self.kind) = (mark, account, hash, kind)
  }

  static func find(_ mark: String, _ db: Database) throws -> StoredPicture? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT \(columns) FROM template_picture WHERE mark = ?"), arguments: [mark]
    ).map(StoredPicture.init)
  }

  package static func all(of account: Int64, _ db: Database) throws -> [StoredPicture] {
    try Row.fetchAll(
      db, sql: "SELECT \(columns) FROM template_picture WHERE account_id = ? ORDER BY id LIMIT 10000",
      arguments: [account]
    ).map(StoredPicture.init)
  }

  /// What an account's pictures weigh together.
  static func weight(of account: Int64, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT ifnull(sum(size), 0) FROM template_picture WHERE account_id = ?", arguments: [account])
      ?? 0
  }

  /// One that was given before counts as new, so that it isn't cleared away before it is used.
  func insert(_ picture: Picture, at now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_picture(mark, account_id, hash, kind, width, height, size, created_at)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(mark) DO UPDATE SET created_at = excluded.created_at
        """,
      arguments: [
        mark, account, hash, kind.rawValue, picture.width, picture.height, picture.bytes.count, now,
      ])
  }

  /// Forgets those that nobody has used for a while.
  static func deleteUnused(since then: Moment, _ db: Database) throws -> [StoredPicture] {
    try Row.fetchAll(
      db,
      sql: """
        DELETE FROM template_picture WHERE id IN (
          SELECT id FROM template_picture p WHERE created_at < ?
            AND NOT EXISTS(SELECT 1 FROM template_alter WHERE avatar = p.mark AND avatar <> '')
            AND NOT EXISTS(SELECT 1 FROM template_account WHERE avatar = p.mark AND avatar <> '')
            AND NOT EXISTS(SELECT 1 FROM template_spoken_picture s WHERE s.mark = p.mark)
          LIMIT 1000)
        RETURNING \(columns)
        """, arguments: [then]
    ).map(StoredPicture.init)
  }

  static func delete(of account: Int64, _ db: Database) throws -> [StoredPicture] {
    try Row.fetchAll(
      db, sql: "DELETE FROM template_picture WHERE account_id = ? RETURNING \(columns)", arguments: [account]
    ).map(StoredPicture.init)
  }

  /// Whether any account still has a picture of this content.
  static func isKept(hash: String, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS(SELECT 1 FROM template_picture WHERE hash = ?)", arguments: [hash]) ?? false
  }

  /// Whether it shows somewhere to those who stand there.
  func isSeen(by onlooker: Onlooker, _ db: Database) throws -> Bool {
    if onlooker == .owner { return true }
    return try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS(
            SELECT 1 FROM template_alter a
            WHERE a.avatar = :mark AND a.avatar <> '' AND a.account_id = :account AND a.archived_at IS NULL
              AND \(Onlooker.filter("a.visibility", .alter, of: "a.id"))
              AND \(Onlooker.fieldFilter(.avatar, of: "a.id")))
          OR EXISTS(
            SELECT 1 FROM template_account
            WHERE account_id = :account AND avatar = :mark
              AND \(Onlooker.filter("visibility", .system, of: "account_id")))
          OR EXISTS(SELECT 1 FROM template_spoken_picture WHERE mark = :mark)
          """), arguments: ["mark": mark, "account": account] + onlooker.binds) ?? false
  }
}

extension StoredPicture {
  /// Whether it stands beside something that was written.
  static func isSpoken(_ mark: String, _ db: Database) throws -> Bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM template_spoken_picture WHERE mark = ?)"
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [mark]) ?? false
  }

  static func speak(_ mark: String, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO template_spoken_picture(mark) SELECT mark FROM template_picture WHERE mark = ?
        """, arguments: [mark])
  }
}
