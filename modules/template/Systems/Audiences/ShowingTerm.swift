import Foundation
import GRDB
import Kit

/// What the owner of a system has agreed to show: `alter:5=friends[]`, `group:2=private[3,4]`.
struct ShowingTerm: Equatable {
  let kind: ShownTo.Kind
  let id: Int64
  let shown: ShownTo

  init?(_ text: String) {
    guard text.utf8.count < 2000,
      let match = text.wholeMatch(of: /([a-z.]+):(\d{1,18})=([a-z]+)\[([\d,]*)\]/),
      let kind = ShownTo.Kind(rawValue: String(match.1)), let id = Int64(match.2),
      let level = Visibility(rawValue: String(match.3))
    else { return nil }
    (self.kind, self.id) = (kind, id)
    shown = ShownTo(level, lists: Set(match.4.split(separator: ",").compactMap { Int64($0) }))
  }

  /// False for what is not the account's own. A history is kept as narrow as the front at least.
  func keep(for account: Int64, _ db: Database) throws -> Bool {
    let (sql, binds) = statement(account)
    try db.execute(sql: sql, arguments: binds)
    guard db.changesCount > 0 else { return false }
    try shown.keepLists(kind, of: id, owner: account, db)
    if kind == .front || kind == .history { try FrontShowing.find(account, db).save(db) }
    return true
  }

  private func statement(_ account: Int64) -> (sql: String, binds: StatementArguments) {
    let own: StatementArguments = ["level": shown.level.rawValue, "id": id, "account": account]
    switch kind {
    case .alter: return (Self.update("template_alter", "visibility"), own)
    case .alterFront: return (Self.update("template_alter", "front_visibility"), own)
    case .group: return (Self.update("template_group", "visibility"), own)
    case .field: return (Self.update("template_field", "visibility"), own)
    case .system: return (Self.ofAccount("visibility"), own)
    case .front: return (Self.ofAccount("front_visibility"), own)
    case .history: return (Self.ofAccount("history_visibility"), own)
    case .name, .pronouns, .description, .birthday, .avatar, .color:
      return (Self.ofField, own + ["field": String(kind.rawValue.dropFirst("alter.".count))])
    }
  }

  private static func update(_ table: String, _ column: String) -> String {
    "UPDATE \(table) SET \(column) = :level WHERE id = :id AND account_id = :account"
  }

  /// One that has said nothing of itself yet has no row.
  private static func ofAccount(_ column: String) -> String {
    """
    INSERT INTO template_account(account_id, \(column)) SELECT :id, :level WHERE :id = :account
    ON CONFLICT(account_id) DO UPDATE SET \(column) = excluded.\(column)
    """
  }

  private static let ofField = """
    INSERT INTO template_field_visibility(alter_id, field, visibility)
    SELECT id, :field, :level FROM template_alter WHERE id = :id AND account_id = :account
    ON CONFLICT(alter_id, field) DO UPDATE SET visibility = excluded.visibility
    """
}

extension Exposure {
  /// Of something in an account's system, named so that a `ShowingTerm` can be read from it.
  init?(
    _ kind: ShownTo.Kind, _ id: Int64, _ what: String, before: ShownTo, after: ShownTo, word: ShownTo? = nil
  ) {
    self.init("\(kind.rawValue):\(id)", what, before: before, after: after, word: word)
  }
}
