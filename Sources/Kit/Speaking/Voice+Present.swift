import GRDB

extension Voice {
  /// Of these alters, those who may be seen speaking now, as others see them now. What is about to be shown for
  /// the first time asks again: who was chosen may have been hidden since.
  public static func present(_ alters: Set<Int64>, _ db: Database) throws -> [Int64: Voice] {
    guard !alters.isEmpty else { return [:] }
    let ids = "[\(alters.sorted().map(String.init).joined(separator: ","))]"
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT account_id, alter_id, name, pronouns, color, avatar FROM speaker
          WHERE alter_id IN (SELECT value FROM json_each(?))
          """), arguments: [ids])
    return rows.reduce(into: [:]) { voices, row in
      voices[row[1]] = Voice(
        account: row[0], alter: row[1], name: row[2], pronouns: row[3], color: row[4], picture: row[5])
    }
  }
}
