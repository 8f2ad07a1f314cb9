import GRDB
import TemplateSystems

/// Lists of people. Who is on them is called by this site's numbers, which mean nobody elsewhere.
extension RowhouseExport {
  func lists() throws -> [JSONObject] {
    let people = try people()
    return try rows("name", "template_list", "name, id").map { row in
      var object = JSONObject()
      object.add("id", name(row))
      object.add("name", row["name"] as String?)
      object.add("people", list: people[row[0]] ?? [])
      return object
    }
  }

  private func people() throws -> [Int64: [String]] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT f.list_id, p.id, p.name FROM template_list_friend f JOIN person p ON p.id = f.friend_id
        WHERE f.account_id = ? ORDER BY p.name
        """, arguments: [account]
    ).reduce(into: [:]) { people, row in
      let key = origin.key(row[1] as Int64)
      var object = JSONObject()
      object.add("id", "\(key.app)/\(key.id)")
      object.add("name", row[2] as String?)
      people[row[0], default: []].append(object.text)
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
      object.add("note", text(row["note"]))
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
