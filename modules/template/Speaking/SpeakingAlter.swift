import Foundation
import GRDB
import Kit

/// An alter as somebody who may speak.
struct SpeakingAlter: Sendable {
  let alter: Voices.Alter

  /// Without what only the account itself needs to know.
  var bare: Voices.Alter { Voices.Alter(alter.voice, isFree: alter.isFree) }

  init(_ row: Columns) {
    let pairs = (row[8] as String?).map { Data($0.utf8) }
    let tags = pairs.flatMap { try? JSONDecoder().decode([[String]].self, from: $0) } ?? []
    alter = Voices.Alter(
      Voice(
        account: row[0], alter: row[1], name: row[2], pronouns: row[3], color: row[4],
        picture: row[5]),
      isFree: row[6], tags: tags.map { ProxyTags(prefix: $0[0], suffix: $0[1]) }, keepsTags: row[7])
  }

  /// Most accounts have none, and then the order of all need not be set up.
  static let any = """
    SELECT 1 WHERE EXISTS (SELECT 1 FROM template_alter WHERE account_id = ?1)
      OR EXISTS (SELECT 1 FROM template_system WHERE id = 1 AND account_id = ?1)
    """

  static let all = """
    SELECT owner_id, alter_id, name, pronouns, color, avatar, may_speak, keeps_tags,
      (SELECT json_group_array(json_array(prefix, suffix))
        FROM template_proxy_tag t WHERE t.alter_id = p.alter_id)
    FROM template_speaker p WHERE owner_id = ? ORDER BY position, alter_id LIMIT 5000
    """

  static func all(of account: Int64, _ db: Database) throws -> [SpeakingAlter] {
    guard try db.cachedStatement(sql: any).first(account, as: { _ in true }) ?? false else { return [] }
    return try db.cachedStatement(sql: all).all(account, as: SpeakingAlter.init)
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
