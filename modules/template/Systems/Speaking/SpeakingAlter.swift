import Foundation
import GRDB
import Kit

/// An alter as somebody who may speak.
struct SpeakingAlter: Sendable {
  let alter: Voices.Alter

  /// From a row that has their tags with it.
  init(_ row: Columns) {
    let pairs = (row[8] as String?).map { Data($0.utf8) }
    let tags = pairs.flatMap { try? JSONDecoder().decode([[String]].self, from: $0) } ?? []
    self.init(row, tags: tags.map { ProxyTags(prefix: $0[0], suffix: $0[1]) })
  }

  init(_ row: Columns, tags: [ProxyTags]) {
    let voice = Voice(
      account: row[0], alter: row[1], name: row[2], pronouns: row[3], color: row[4], picture: row[5])
    alter = Voices.Alter(voice, isFree: row[6], tags: tags, keepsTags: row[7])
  }

  /// Most accounts have none, and then the order of all need not be set up.
  static let any = """
    SELECT 1 WHERE EXISTS (SELECT 1 FROM template_alter WHERE account_id = ?1)
      OR EXISTS (SELECT 1 FROM template_system WHERE id = 1 AND account_id = ?1)
    """

  private static let columns = """
    SELECT owner_id, alter_id, name, pronouns, color, avatar, may_speak, keeps_tags FROM template_speaker p
    """

  static let all = "\(columns) WHERE owner_id = ? ORDER BY position, alter_id LIMIT 5000"

  /// In one go: asking for the tags of each alone takes twice as long.
  static let tags = """
    SELECT t.alter_id, t.prefix, t.suffix FROM template_proxy_tag t
    WHERE t.alter_id IN (SELECT alter_id FROM template_speaker WHERE owner_id = ?) ORDER BY t.id LIMIT 100000
    """

  static func hasAny(_ account: Int64, _ db: Database) throws -> Bool {
    try db.cachedStatement(sql: any).first(account, as: { _ in true }) ?? false
  }

  static func all(of account: Int64, _ db: Database) throws -> [SpeakingAlter] {
    guard try hasAny(account, db) else { return [] }
    var tags: [Int64: [ProxyTags]] = [:]
    for (alter, pair) in try db.cachedStatement(sql: Self.tags).all(
      account, as: { ($0[0] as Int64, ProxyTags(prefix: $0[1], suffix: $0[2])) })
    {
      tags[alter, default: []].append(pair)
    }
    return try db.cachedStatement(sql: all).all(account) { SpeakingAlter($0, tags: tags[$0[1]] ?? []) }
  }

  /// One of them, without their tags.
  static func find(_ alter: Int64, of account: Int64, _ db: Database) throws -> SpeakingAlter? {
    let statement = try db.cachedStatement(sql: "\(columns) WHERE owner_id = ? AND alter_id = ?")
    return try statement.first(account, alter) { SpeakingAlter($0, tags: []) }
  }

  static let front = """
    SELECT p.alter_id FROM template_speaker p JOIN template_history s ON s.alter_id = p.alter_id
    WHERE p.owner_id = ? AND p.is_front_public AND s.ended_at IS NULL ORDER BY s.position, s.id LIMIT 1
    """

  /// The first of those who front and whom everybody may see fronting.
  static func front(of account: Int64, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(db.cachedStatement(sql: front), arguments: [account])
  }

  static func consent(_ alter: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_voice(alter_id, may_speak) VALUES (?, 1)
        ON CONFLICT DO UPDATE SET may_speak = 1
        """, arguments: [alter])
  }

  static func keepTags(_ isKeeping: Bool, of alter: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO template_voice(alter_id, keeps_tags) VALUES (?, ?)
        ON CONFLICT DO UPDATE SET keeps_tags = excluded.keeps_tags
        """, arguments: [alter, isKeeping])
  }

  /// So that it has to be said again.
  static func withdraw(_ alter: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE template_voice SET may_speak = 0 WHERE alter_id = ?", arguments: [alter])
  }
}

extension SpeakingAlter {
  /// Whether they speak because somebody said that they may.
  static func isAsked(_ alter: Int64, _ db: Database) throws -> Bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM template_voice WHERE alter_id = ? AND may_speak = 1)"
    return try Bool.fetchOne(db, sql: sql, arguments: [alter]) ?? false
  }
}

extension Voices.Alter {
  /// Without what only the account itself needs to know.
  var bare: Voices.Alter { Voices.Alter(voice, isFree: isFree) }
}
