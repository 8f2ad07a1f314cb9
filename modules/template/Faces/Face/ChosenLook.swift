import GRDB
import Kit

/// What a member chose, on every device.
enum ChosenLook {
  static func of(_ account: Int64, _ db: Database) throws -> Look? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT face, scheme, asks FROM template_look WHERE account_id = ?"),
      arguments: [account]
    ).flatMap { Look(face: $0["face"], scheme: $0["scheme"], asks: $0["asks"]) }
  }

  static func keep(_ look: Look, of account: Int64, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO template_look(account_id, face, scheme, asks) VALUES(?, ?, ?, ?)",
      arguments: [account, look.face.text, look.scheme.rawValue, look.asks])
  }

  /// The face that the first of an account's own fronters gave themselves.
  static func ownFace(_ account: Int64, _ db: Database) throws -> String? {
    try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT a.face FROM template_history s JOIN template_alter a ON a.id = s.alter_id
          WHERE s.account_id = ? AND s.ended_at IS NULL AND a.archived_at IS NULL
          ORDER BY s.position, s.id LIMIT 1
          """), arguments: [account]
    ).flatMap { $0.isEmpty ? nil : $0 }
  }
}
