import GRDB
import Kit

/// Who speaks: an account, or one of its alters. What a post keeps of it stays as it was then.
struct Voice {
  let account: Int64
  let alter: Int64?
  let name: String
  let pronouns: String
  let color: String

  init(account: Int64, alter: Int64? = nil, name: String, pronouns: String = "", color: String = "") {
    self.account = account
    self.alter = alter
    self.name = name
    self.pronouns = pronouns
    self.color = color
  }

  static let ofAccount = """
    SELECT alter_id, name, pronouns, color FROM speaker WHERE account_id = ? LIMIT 200
    """

  /// Everybody this viewer may speak as, the account itself first.
  static func choices(_ account: Viewer.Account, _ db: Database) throws -> [Voice] {
    let alters = try db.cachedStatement(sql: ofAccount).all([account.id]) {
      Voice(account: account.id, alter: $0[0], name: $0[1], pronouns: $0[2], color: $0[3])
    }
    return [Voice(account: account.id, name: account.name)] + alters
  }

  /// As a form field names it; empty for the account itself.
  var key: String { alter.map(String.init) ?? "" }
}
