import GRDB
import TemplateSystems

/// Lists of people, by their names alone: who is on them is somebody else's, and stands in no archive that could
/// be brought elsewhere.
extension RowhouseExport {
  func lists() throws -> [JSONObject] {
    try rows("name", "template_list", "name, id").map { row in
      var object = JSONObject()
      object.add("id", name(row))
      object.add("name", row["name"] as String?)
      return object
    }
  }

  /// What is shown to each.
  func shown() throws -> [JSONObject] {
    let names = try objectNames()
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT l.id, l.source_app, l.source_id, s.kind, s.object_id FROM template_list l
        JOIN template_shown_to s ON s.list_id = l.id WHERE l.account_id = ? ORDER BY l.name, l.id, s.kind, s.object_id
        """, arguments: [account])
    return rows.compactMap { row in
      guard let kind = ShownTo.Kind(rawValue: row[3]) else { return nil }
      var object = JSONObject()
      object.add("list", name(row))
      object.add("kind", kind.rawValue)
      guard let table = kind.table else { return row[4] == account ? object : nil }
      // What a list of theirs is shown of the site's own system is the site's.
      guard let name = names[table]?[row[4]] else { return nil }
      object.add("object", name)
      return object
    }
  }

  private func objectNames() throws -> [String: [Int64: String]] {
    try ["template_alter", "template_group", "template_field"].reduce(into: [:]) { names, table in
      names[table] = try rows("name", table, "id").reduce(into: [:]) { $0[$1[0]] = name($1) }
    }
  }
}

/// Notes on switches, which stand at the fronts that began with them.
extension RowhouseExport {
  func notes() throws -> [JSONObject] {
    try noteRows().map { row in
      var object = JSONObject()
      object.add("id", name(row))
      object.add("at", row["at"] as Int64)
      object.add("note", row["note"] as String?)
      return object
    }
  }

  func noteNames() throws -> [Int64: String] { try noteRows().reduce(into: [:]) { $0[$1[0]] = name($1) } }

  private func noteRows() throws -> [Row] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, source_app, source_id, at, note FROM template_switch
        WHERE account_id = ? AND note <> '' AND undone_at IS NULL ORDER BY at, id
        """, arguments: [account])
  }
}

extension ShownTo.Kind {
  /// Where what is shown stands; nil for the system itself.
  fileprivate var table: String? {
    switch self {
    case .system, .front, .history: nil
    case .group: "template_group"
    case .field: "template_field"
    case .alter, .alterFront, .name, .pronouns, .description, .birthday, .avatar, .color: "template_alter"
    }
  }
}
