import Kit

extension Systems {
  /// Who speaks and how, of each account: a random number, another one after each change, so that processes may
  /// keep what they made of it. What an import has written and nobody sees yet is nobody's. The old number is removed
  /// first: how a conflict ends, the statement that fires a trigger decides (sqlite.org/lang_createtrigger.html).
  package static let rosters = Migration(
    "template.0100-rosters",
    """
    CREATE TABLE template_roster(
      account_id INTEGER PRIMARY KEY,                      -- 0: the site's own system
      revision INTEGER NOT NULL) STRICT;

    \(trigger("alter_added", "INSERT ON template_alter", of: ["NEW"]))
    \(trigger("alter_removed", "DELETE ON template_alter", of: ["OLD"]))
    \(trigger("alter_changed", "UPDATE OF \(told) ON template_alter", of: ["OLD", "NEW"]))
    \(["proxy_tag", "voice", "field_visibility"].map(triggers).joined(separator: "\n"))
    CREATE TRIGGER template_roster_owner AFTER UPDATE OF account_id ON template_system
      BEGIN \(mark("0", where: "TRUE")) END;
    """)

  /// What an alter is known by when it speaks.
  private static let told = """
    account_id, name, display_name, pronouns, color, avatar, visibility, front_visibility, kind, position, archived_at
    """

  private static func trigger(_ name: String, _ event: String, of rows: [String]) -> String {
    let marks = rows.map { mark("ifnull(\($0).account_id, 0)", where: "ifnull(\($0).account_id, 0) >= 0") }
    return "CREATE TRIGGER template_roster_\(name) AFTER \(event) BEGIN \(marks.joined(separator: " ")) END;"
  }

  /// For a table that says something about alters. Of one that has just gone, its own trigger tells.
  private static func triggers(_ table: String) -> String {
    [("added", "INSERT", "NEW"), ("removed", "DELETE", "OLD"), ("changed", "UPDATE", "NEW")].map {
      let account = "(SELECT ifnull(account_id, 0) FROM template_alter WHERE id = \($0.2).alter_id)"
      return """
        CREATE TRIGGER template_roster_\(table)_\($0.0) AFTER \($0.1) ON template_\(table)
        BEGIN \(mark(account, where: "\(account) >= 0")) END;
        """
    }.joined(separator: "\n")
  }

  private static func mark(_ account: String, where isSomebody: String) -> String {
    """
    DELETE FROM template_roster WHERE account_id = \(account);
    INSERT INTO template_roster(account_id, revision) SELECT \(account), random() WHERE \(isSomebody);
    """
  }
}
