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
      let fronts = try String.fetchAll(
        db,
        sql: """
          SELECT json_object('alter', a.name, 'status', s.status, 'from', s.started_at, 'to', s.ended_at)
          FROM template_span s JOIN template_alter a ON a.id = s.alter_id
          WHERE a.account_id = ? ORDER BY s.id
          """, arguments: [account])
      return [PersonalFile("alters.json", json: alters), PersonalFile("fronts.json", json: fronts)]
    }
  }

  public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
    try house.write { db in
      try forgetImports(of: account, db)
      try db.execute(
        sql: """
          DELETE FROM template_span WHERE alter_id IN (SELECT id FROM template_alter WHERE account_id = ?)
          """, arguments: [account])
      try db.execute(sql: "DELETE FROM template_alter WHERE account_id = ?", arguments: [account])
    }
  }
}
