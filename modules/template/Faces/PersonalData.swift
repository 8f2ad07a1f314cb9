import GRDB
import Kit

/// What the faces keep of an account.
extension Faces {
  package func files(of account: Int64) throws -> [PersonalFile] {
    let sql =
      "SELECT json_object('face', face, 'scheme', scheme, 'asks', asks) FROM template_look WHERE account_id = ?"
    return try house.read { db in
      [PersonalFile("look.json", json: try String.fetchAll(db, sql: sql, arguments: [account]))]
    }
  }

  package func forget(_ account: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM template_look WHERE account_id = ?", arguments: [account])
    try db.execute(
      sql: "DELETE FROM template_face_request WHERE ? IN (actor, acting_as)", arguments: [account])
  }
}
