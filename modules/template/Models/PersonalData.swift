import GRDB
import Kit

/// What the faces keep of an account: its own alters and when they fronted. The site's own system belongs to
/// the site, and stays.
extension TemplateModule {
  public func export(_ account: Int64) throws -> [PersonalFile] {
    try house.read { db in
      let alters = try String.fetchAll(
        db,
        sql: """
          SELECT json_object('name', name, 'pronouns', pronouns, 'color', color, 'visibility', visibility,
            'frontVisibility', front_visibility, 'kind', kind, 'at', created_at, 'archivedAt', archived_at)
          FROM template_alter WHERE account_id = ? ORDER BY id
          """, arguments: [account])
      return try [PersonalFile("alters.json", json: alters)] + HistoryData.files(of: account, db)
    }
  }

  public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
    try house.write { db in
      try HistoryData.erase(account, db)
      try db.execute(sql: "DELETE FROM template_alter WHERE account_id = ?", arguments: [account])
    }
  }
}
