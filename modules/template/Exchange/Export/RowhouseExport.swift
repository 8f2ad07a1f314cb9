import GRDB
import Kit
import TemplateSystems

/// Writes an account's system as our own archive, with everything that this house keeps of it. Pictures are
/// named where they lie beside it.
struct RowhouseExport {
  let db: Database
  let account: Int64
  let origin: Origin
  /// What the pictures are called beside it, by their marks.
  private let pictures: [String: String]
  /// What alters are called in it.
  private let names: [Int64: String]
  private let write: (String) throws -> Void

  static func write(
    _ account: Int64, pictures: [String: String] = [:], now: Moment, _ db: Database,
    to write: @escaping (String) throws -> Void
  ) throws {
    let origin = try Origin(db)
    let export = RowhouseExport(
      db: db, account: account, origin: origin, pictures: pictures,
      names: try names(account, origin, db), write: write)
    try write(
      "{\"rowhouse_system\":\(RowhouseFile.version),\n\"made\":\(JSONString.encode(now.iso)),\n\"profile\":")
    try write(export.profile())
    try export.list("fields", export.fields())
    try export.list("alters", export.alters())
    try export.list("groups", export.groups())
    try export.list("notes", export.notes())
    try export.spans()
    try export.list("lists", export.lists())
    try export.list("shown", export.shown())
    try export.list("kept", export.kept())
    try write("}\n")
  }

  private func list(_ name: String, _ records: [JSONObject]) throws {
    try write(",\n\"\(name)\":[")
    for (index, record) in records.enumerated() { try write((index == 0 ? "\n" : ",\n") + record.text) }
    try write("]")
  }

  func name(_ row: Row) -> String { Self.name(row, origin) }

  private static func name(_ row: Row, _ origin: Origin) -> String {
    let key = origin.key(row)
    return "\(key.app)/\(key.id)"
  }

  private static func names(_ account: Int64, _ origin: Origin, _ db: Database) throws -> [Int64: String] {
    try Row.fetchAll(
      db, sql: "SELECT id, source_app, source_id FROM template_alter WHERE account_id = ?",
      arguments: [account]
    ).reduce(into: [:]) { $0[$1[0]] = name($1, origin) }
  }

  /// With the mentioned as they are called here. Who is gone keeps a number that is nobody's.
  func text(_ text: String?) -> String? {
    text.map { Mentions.replacing($0) { id in names[id].map(RowhouseFile.token) ?? Mentions.token(id) } }
  }

  private func profile() throws -> String {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT name, description, tag, pronouns, color, zone, visibility, front_visibility, history_visibility,
          avatar FROM template_account WHERE account_id = ?
        """, arguments: [account])
    guard let row else { return "null" }
    var object = JSONObject()
    for column in row.columnNames where column != "avatar" {
      object.add(column, column == "description" ? text(row[column]) : row[column] as String?)
    }
    if let picture = pictures[row["avatar"]] { object.add("picture", picture) }
    return object.text
  }

  private func fields() throws -> [JSONObject] {
    try rows("name, kind, visibility", "template_field", "position, id").map { row in
      var object = JSONObject()
      object.add("id", name(row))
      for column in ["name", "kind", "visibility"] { object.add(column, row[column] as String?) }
      return object
    }
  }

  func rows(_ columns: String, _ table: String, _ order: String) throws -> [Row] {
    try Row.fetchAll(
      db,
      sql:
        "SELECT id, source_app, source_id, \(columns) FROM \(table) WHERE account_id = ? ORDER BY \(order)",
      arguments: [account])
  }

  private func alters() throws -> [JSONObject] {
    let tags = try pieces(
      "SELECT t.alter_id, json_object('prefix', prefix, 'suffix', suffix) FROM template_alter a "
        + "JOIN template_proxy_tag t ON t.alter_id = a.id WHERE a.account_id = ? ORDER BY t.id")
    let narrower = try pieces(
      "SELECT v.alter_id, json_quote(field) || ':' || json_quote(v.visibility) FROM template_alter a "
        + "JOIN template_field_visibility v ON v.alter_id = a.id WHERE a.account_id = ?")
    let values = try values()
    let strangers = try KeptRecords(account, SystemFile.App.rowhouse.rawValue, db)
    return try rows(
      "name, display_name, pronouns, color, description, birthday, kind, visibility, front_visibility, "
        + "created_at, archived_at, avatar, face", "template_alter", "position, id"
    ).map { row in
      let id: Int64 = row[0]
      var object = JSONObject()
      object.add("id", name(row))
      for column in [
        "name", "display_name", "pronouns", "color", "description", "birthday", "kind", "visibility",
        "front_visibility",
      ] { object.add(column, column == "description" ? text(row[column]) : row[column] as String?) }
      let face = row["face"] as String? ?? ""
      let stranger = strangers[RowhouseFile.faceKind, name(row)]?.text
      object.add("face", face.isEmpty ? stranger ?? "" : face)
      if let picture = pictures[row["avatar"]] { object.add("picture", picture) }
      object.add("narrower", raw: "{\((narrower[id] ?? []).joined(separator: ","))}")
      object.add("created", row["created_at"] as Int64?)
      object.add("archived", row["archived_at"] as Int64?)
      object.add("proxy_tags", list: tags[id] ?? [])
      object.add("fields", raw: "{\((values[id] ?? []).joined(separator: ","))}")
      return object
    }
  }

  private func pieces(_ sql: String) throws -> [Int64: [String]] {
    try Row.fetchAll(db, sql: sql, arguments: [account]).reduce(into: [:]) {
      $0[$1[0], default: []].append($1[1])
    }
  }

  private func values() throws -> [Int64: [String]] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT f.id, f.source_app, f.source_id, v.alter_id, v.value FROM template_field f
        JOIN template_field_value v ON v.field_id = f.id WHERE f.account_id = ? ORDER BY f.position, f.id
        """, arguments: [account]
    ).reduce(into: [:]) { values, row in
      let text = "\(JSONString.encode(name(row))):\(JSONString.encode(self.text(row[4]) ?? ""))"
      values[row[3], default: []].append(text)
    }
  }

  private func groups() throws -> [JSONObject] {
    let rows = try rows(
      "parent_id, name, description, color, emoji, visibility", "template_group", "position, id")
    let names = Dictionary(rows.map { ($0[0] as Int64, name($0)) }) { first, _ in first }
    let members = try Row.fetchAll(
      db,
      sql: """
        SELECT a.id, a.source_app, a.source_id, m.group_id FROM template_group g
        JOIN template_group_alter m ON m.group_id = g.id JOIN template_alter a ON a.id = m.alter_id
        WHERE g.account_id = ? ORDER BY a.position, a.id
        """, arguments: [account]
    ).reduce(into: [Int64: [String]]()) { $0[$1[3], default: []].append(JSONString.encode(name($1))) }
    return rows.map { row in
      var object = JSONObject()
      object.add("id", name(row))
      object.add("parent", (row["parent_id"] as Int64?).flatMap { names[$0] })
      for column in ["name", "description", "color", "emoji", "visibility"] {
        object.add(column, column == "description" ? text(row[column]) : row[column] as String?)
      }
      object.add("members", list: members[row[0]] ?? [])
      return object
    }
  }

  private func spans() throws {
    let comments = try comments()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.id, s.source_app, s.source_id, s.position, s.status, s.started_at, s.ended_at, s.alter_id,
          s.in_switch
        FROM template_history s WHERE s.account_id = ? ORDER BY s.started_at, s.id
        """, arguments: [account])
    let notes = try noteNames()
    try write(",\n\"spans\":[")
    var separator = "\n"
    while let row = try rows.next() {
      var object = JSONObject()
      object.add("id", name(row))
      object.add("alter", names[row[7]])
      object.add("position", row[3] as Int64)
      object.add("status", text(row[4]))
      object.add("start", row[5] as Int64)
      object.add("end", row[6] as Int64?)
      if let note = (row[8] as Int64?).flatMap({ notes[$0] }) { object.add("note", note) }
      if let comments = comments[row[0]] { object.add("comments", list: comments) }
      try write(separator + object.text)
      separator = ",\n"
    }
    try write("]")
  }

  private func comments() throws -> [Int64: [String]] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT c.id, c.source_id, c.span_id, c.at, c.body FROM template_history s
        JOIN template_span_comment c ON c.span_id = s.id WHERE s.account_id = ? ORDER BY c.at, c.id
        """, arguments: [account]
    ).reduce(into: [:]) { comments, row in
      var object = JSONObject()
      let source: String? = row[1]
      object.add("id", source ?? "\(origin.name).\(row[0] as Int64)")
      object.add("at", row[3] as Int64)
      object.add("body", text(row[4]))
      comments[row[2], default: []].append(object.text)
    }
  }

  private func kept() throws -> [JSONObject] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT app, kind, source_id, json FROM template_kept_aside WHERE account_id = ? AND kind <> ? ORDER BY id
        """, arguments: [account, RowhouseFile.faceKind]
    ).map { row in
      var object = JSONObject()
      object.add("app", row[0] as String?)
      object.add("kind", row[1] as String?)
      object.add("id", row[2] as String?)
      object.add("json", raw: row[3])
      return object
    }
  }
}
