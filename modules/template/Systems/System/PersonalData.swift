import GRDB
import Kit
import Pictures

/// What is kept of an account: its own system and when each of them fronted. The site's own system
/// belongs to the site, and stays.
extension Systems {
  package func files(of account: Int64) throws -> [PersonalFile] {
    let (lists, pictures) = try house.read { db in
      (
        try Self.lists.map { name, sql in
          PersonalFile(name, json: try String.fetchAll(db, sql: sql, arguments: [account]))
        } + speakingFiles(account, db) + friendFiles(account, db) + HistoryData.files(of: account, db),
        try StoredPicture.all(of: account, db)
      )
    }
    return lists
      + pictures.map { picture in
        PersonalFile("pictures/\(picture.mark).\(picture.kind.rawValue)") { try self.pictures.read(picture) }
      }
  }

  /// Each file with its rows, as one JSON object a row.
  private static let lists = [
    (
      "system.json",
      """
      SELECT json_object('name', name, 'description', description, 'tag', tag, 'pronouns', pronouns,
        'color', color, 'picture', avatar, 'zone', zone, 'visibility', visibility,
        'frontVisibility', front_visibility, 'historyVisibility', history_visibility)
      FROM template_account WHERE account_id = ?
      """
    ),
    (
      "alters.json",
      """
      SELECT json_object('id', id, 'name', name, 'displayName', display_name, 'pronouns', pronouns,
        'color', color, 'description', description, 'birthday', birthday, 'picture', avatar, 'face', face,
        'visibility', visibility, 'frontVisibility', front_visibility, 'kind', kind, 'at', created_at,
        'archivedAt', archived_at, 'position', position,
        'fieldVisibility', (SELECT json_group_object(field, f.visibility)
          FROM template_field_visibility f WHERE f.alter_id = a.id),
        'groups', (SELECT json_group_array(group_id) FROM template_group_alter g WHERE g.alter_id = a.id),
        'fields', (SELECT json_group_object(field_id, value)
          FROM template_field_value v WHERE v.alter_id = a.id),
        'proxyTags', (SELECT json_group_array(json_object('prefix', prefix, 'suffix', suffix))
          FROM template_proxy_tag t WHERE t.alter_id = a.id))
      FROM template_alter a WHERE account_id = ? ORDER BY position, id
      """
    ),
    (
      "groups.json",
      """
      SELECT json_object('id', id, 'within', parent_id, 'name', name, 'description', description,
        'color', color, 'emoji', emoji, 'visibility', visibility)
      FROM template_group WHERE account_id = ? ORDER BY position, id
      """
    ),
    (
      "fields.json",
      """
      SELECT json_object('id', id, 'name', name, 'kind', kind, 'visibility', visibility)
      FROM template_field WHERE account_id = ? ORDER BY position, id
      """
    ),
  ]

  /// `owners`: whom what an import brought belongs to while nobody has seen it.
  package func forget(_ account: Int64, alsoOf owners: [Int64], _ db: Database) throws {
    try forgetFriends(account, db)
    try HistoryData.erase(account, db)
    try SpeakingSettings.forget(account, db)
    for owner in [account] + owners {
      for sql in Self.erasing { try db.execute(sql: sql, arguments: [owner]) }
    }
  }

  /// In this order, so that nothing is left without what it refers to.
  private static let erasing = [
    "DELETE FROM template_alter WHERE account_id = ?",
    "UPDATE template_group SET parent_id = NULL WHERE account_id = ?",
    "DELETE FROM template_group WHERE account_id = ?",
    "DELETE FROM template_field WHERE account_id = ?",
    "DELETE FROM template_switch WHERE account_id = ?",
    "DELETE FROM template_account WHERE account_id = ?",
    "DELETE FROM template_roster WHERE account_id = ?",
  ]
}
