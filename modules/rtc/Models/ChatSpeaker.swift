import GRDB
import Kit
import Templating

/// Who says something in a room: an account, or the alter it speaks as. It is stored with what was said.
public struct ChatSpeaker: Sendable, Hashable {
  public let account: Int64
  public let alter: Int64?
  public let name: String
  public let handle: String
  public let pronouns: String
  public let color: String

  public init(
    account: Int64, alter: Int64? = nil, name: String, handle: String, pronouns: String = "",
    color: String = ""
  ) {
    self.account = account
    self.alter = alter
    self.name = name
    self.handle = handle
    self.pronouns = pronouns
    self.color = color
  }

  public init(_ account: Viewer.Account) {
    self.init(account: account.id, name: account.name, handle: account.name)
  }

  public var json: JSON {
    [
      "by": .int(account), "as": .int(alter), "name": .text(name), "handle": .text(handle),
      "pronouns": .text(pronouns), "color": .text(color),
    ]
  }
}

extension ChatSpeaker: Renderable {
  public var value: Value {
    [
      "name": name, "handle": name == handle ? "" : handle, "pronouns": pronouns, "color": color,
      "initial": name.first.map { String($0).uppercased() } ?? "?", "avatar": Value.null, "href": Value.null,
    ]
  }
}

extension ChatSpeaker: FetchableRecord {
  /// From a row that stores one whole.
  public init(row: Row) {
    self.init(
      account: row["author"], alter: row["alter_id"], name: row["name"], handle: row["handle"],
      pronouns: row["pronouns"], color: row["color"])
  }

  /// Who an account speaks as; nil if it has no such alter that the house may know of. Read from app.db.
  static func of(_ account: Viewer.Account, alter: Int64?, _ app: Database) throws -> ChatSpeaker? {
    guard let alter else { return ChatSpeaker(account) }
    let statement = try app.cachedStatement(
      sql: "SELECT name, pronouns, color FROM speaker WHERE account_id = ? AND alter_id = ?")
    return try Row.fetchOne(statement, arguments: [account.id, alter]).map { row in
      ChatSpeaker(
        account: account.id, alter: alter, name: row["name"], handle: account.name,
        pronouns: row["pronouns"] ?? "", color: row["color"] ?? "")
    }
  }

  /// Everybody an account may speak as, itself first.
  static func all(of account: Viewer.Account, _ app: Database) throws -> [ChatSpeaker] {
    let alters = try Row.fetchAll(
      app.cachedStatement(
        sql: """
          SELECT alter_id, name, pronouns, color FROM speaker
          WHERE account_id = ? ORDER BY name LIMIT 200
          """),
      arguments: [account.id])
    return [ChatSpeaker(account)]
      + alters.map { row in
        ChatSpeaker(
          account: account.id, alter: row["alter_id"], name: row["name"], handle: account.name,
          pronouns: row["pronouns"] ?? "", color: row["color"] ?? "")
      }
  }
}
