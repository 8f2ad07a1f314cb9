import GRDB
import Kit

/// One member of an account's system, with all that the account says of them.
package struct AccountAlter: Sendable, Equatable {
  /// 0 for somebody who is not kept yet.
  var id: Int64
  let account: Int64
  package var name = ""
  /// What others read instead of the name; empty for the name itself.
  var displayName = ""
  var pronouns = ""
  /// `rrggbb`, or empty.
  var color = ""
  /// Markdown.
  var description = ""
  /// `YYYY-MM-DD`; the year 0004 stands for one that is not told.
  var birthday = ""
  /// A picture's mark, or empty.
  var avatar = ""
  /// What the site wears for them, or empty.
  var face = ""
  var kind = Alter.Kind.alter
  var shownTo = ShownTo.nobody
  var frontShownTo = ShownTo.nobody
  var archivedAt: Moment?
  /// Fields that fewer may see than the rest.
  var narrowed: [AlterField: ShownTo] = [:]

  package static let longestName = 100
  static let longestPronouns = 100
  package static let longestDescription = 10_000
  /// In bytes, which is what Markdown counts.
  package static let heaviestDescription = 32_768
  /// In one account.
  static let most = 5000

  /// Who may see a field, of those who may know of the alter.
  func shownTo(_ field: AlterField) -> ShownTo { narrowed[field] ?? ShownTo(.everyone) }

  /// What others call them. A name that is for fewer than the alter stays hidden, whatever else there is.
  func name(for onlooker: Onlooker) -> String {
    guard displayName.isEmpty || onlooker == .owner else { return displayName }
    return onlooker.sees(.name, of: self) ? name : "Somebody"
  }

  /// As they stand beside what they wrote, for those who may see them.
  func speaker(for onlooker: Onlooker, href: String? = nil) -> Speaker {
    func shown(_ field: AlterField, _ text: String) -> String {
      onlooker.sees(field, of: self) ? text : ""
    }
    return Speaker(
      name: name(for: onlooker), handle: "", pronouns: shown(.pronouns, pronouns),
      color: shown(.color, color),
      picture: shown(.avatar, avatar), href: href)
  }
}

extension AccountAlter {
  static let columns = """
    id, account_id, name, display_name, pronouns, color, description, birthday, avatar, face, kind, visibility,
    front_visibility, archived_at, \(Alter.listColumns("template_alter.id"))
    """

  init(_ row: Row) {
    (id, account, name, displayName) = (row[0], row[1], row[2], row[3])
    (pronouns, color, description, birthday) = (row[4], row[5], row[6], row[7])
    (avatar, face, archivedAt) = (row[8], row[9], row[13])
    kind = Alter.Kind(rawValue: row[10]) ?? .alter
    shownTo = ShownTo(row[11], lists: row[14])
    frontShownTo = ShownTo(row[12], lists: row[15])
  }

  /// Any account's; what may be seen of it is the caller's to ask.
  static func find(_ id: Int64, _ db: Database) throws -> AccountAlter? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT \(columns) FROM template_alter WHERE id = ? AND account_id IS NOT NULL"),
      arguments: [id])
    return try row.map { try narrowing([AccountAlter($0)], db)[0] }
  }

  static func find(_ id: Int64, of account: Int64, _ db: Database) throws -> AccountAlter? {
    try find(id, db).flatMap { $0.account == account ? $0 : nil }
  }

  /// With what is said of single fields.
  static func narrowing(_ alters: [AccountAlter], _ db: Database) throws -> [AccountAlter] {
    let ids = "[\(alters.map { "\($0.id)" }.joined(separator: ","))]"
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT alter_id, field, visibility, (SELECT group_concat(list_id) FROM template_shown_to
            WHERE kind = 'alter.' || field AND object_id = alter_id)
          FROM template_field_visibility
          WHERE alter_id IN (SELECT value FROM json_each(?))
          """), arguments: [ids])
    let narrowed = Dictionary(grouping: rows) { $0[0] as Int64 }
    return alters.map { alter in
      var alter = alter
      for row in narrowed[alter.id] ?? [] {
        guard let field = AlterField(rawValue: row[1]) else { continue }
        let shown = ShownTo(row[2], lists: row[3])
        alter.narrowed[field] = shown.level == .everyone ? nil : shown
      }
      return alter
    }
  }
}

extension Onlooker {
  func sees(_ field: AlterField, of alter: AccountAlter) -> Bool {
    sees(alter.shownTo) && sees(alter.shownTo(field))
  }
}
