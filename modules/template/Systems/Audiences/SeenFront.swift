import GRDB
import Kit

/// A front as the pages of somebody else show it: of an account's system those whom they may see, of the site's
/// own nobody as long as anybody is hidden, unless it shows the others.
enum SeenFront {
  /// Of these, in their order, those whom they may see fronting. Of whom friends are never told is left out.
  static func ids(of alters: [Int64], by onlooker: Onlooker, _ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          \(front("SELECT value AS alter_id, key AS place FROM json_each(:ids)"))
          SELECT id FROM front WHERE \(isShown) AND id NOT IN (SELECT alter_id FROM template_untold)
          ORDER BY place
          """), arguments: onlooker.binds + ["ids": "[\(SettledFront.text(alters))]"])
  }

  /// What those are called whom a notice tells of and who may still be seen. Whose name is kept closer than
  /// they are, and who has no other, is called by the noun.
  static func names(
    in notice: Int64, by onlooker: Onlooker, noun: Noun, _ db: Database
  ) throws -> [String] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          \(front("SELECT alter_id, position AS place FROM template_notice_alter WHERE notice_id = :notice"))
          SELECT nullif(display_name, '') AS display_name, name,
            \(Onlooker.fieldFilter(.name, of: "front.id")) AS is_named
          FROM front WHERE \(isShown) ORDER BY place
          """), arguments: onlooker.binds + ["notice": notice]
    ).map { row in row["display_name"] ?? (row["is_named"] ? row["name"] : noun.a) }
  }

  private static func front(_ chosen: String) -> String {
    """
    WITH front AS (
      SELECT a.id, a.name, a.display_name, chosen.place, a.account_id IS NULL AS is_site,
        a.archived_at IS NULL AND \(Onlooker.frontFilter) AS is_seen
      FROM (\(chosen)) chosen JOIN template_alter a ON a.id = chosen.alter_id)
    """
  }

  private static let isShown = """
    is_seen AND NOT (is_site
      AND EXISTS (SELECT 1 FROM front other WHERE other.is_site AND NOT other.is_seen)
      AND NOT (SELECT shows_partly FROM template_system WHERE id = 1))
    """
}
