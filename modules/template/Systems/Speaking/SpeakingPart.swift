import GRDB
import Kit

/// A part of those whom an account may speak as, in their order: those of a name, a page at a time.
struct SpeakingPart {
  let account: Int64
  private(set) var finding: Finding
  private(set) var alters: [Voices.Alter] = []

  private static let columns = """
    SELECT owner_id, alter_id, name, pronouns, color, avatar, may_speak, keeps_tags,
      (SELECT json_group_array(json_array(prefix, suffix))
        FROM template_proxy_tag t WHERE t.alter_id = p.alter_id)
    FROM template_speaker p
    """

  init(_ account: Int64, _ query: Fields, _ db: Database) throws {
    self.account = account
    finding = Finding(query)
    let words = finding.search.isEmpty ? nil : NameSearch(finding.search).words
    let condition = """
      owner_id = ?1 AND (?2 IS NULL OR EXISTS(
        SELECT 1 FROM json_each(?2) word WHERE name LIKE word.value ESCAPE '\\'))
      """
    finding.count =
      try db.cachedStatement(sql: "SELECT count(*) FROM template_speaker WHERE \(condition)")
      .first(account, words) { $0[0] } ?? 0
    alters = try db.cachedStatement(
      sql: "\(Self.columns) WHERE \(condition) ORDER BY position, alter_id LIMIT ?3 OFFSET ?4"
    ).all(account, words, Finding.size, finding.offset) { SpeakingAlter($0).alter }
  }

  /// With these before the others, whether they are on this page or not.
  func including(_ ids: [Int64], _ db: Database) throws -> [Voices.Alter] {
    let asked = Set(ids)
    guard !asked.isEmpty else { return alters }
    let sql = "\(Self.columns) WHERE owner_id = ? AND alter_id IN (SELECT value FROM json_each(?)) LIMIT 20"
    let first = try db.cachedStatement(sql: sql).all(account, asked.json) { SpeakingAlter($0).alter }
    return first + alters.filter { !asked.contains($0.voice.key) }
  }
}
