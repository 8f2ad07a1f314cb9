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
}
