import GRDB

/// A table as imports know it: the columns that they compare, write and put back.
final class ImportSheet: Sendable {
  let kind: String
  let table: String
  let columns: [String]
  /// What a row is found by: its id, or two columns.
  let key: [String]
  /// Rows say by themselves which import made them.
  let hasImport: Bool
  /// What others get to see is numbered by chance; the rest by the clock, or one after the other.
  let numbering: Numbering

  enum Numbering { case counted, clock, scattered }

  private init(
    kind: String, table: String, columns: [String], key: [String] = ["id"], hasImport: Bool = true,
    numbering: Numbering = .counted
  ) {
    (self.kind, self.table, self.columns, self.key) = (kind, table, columns, key)
    (self.hasImport, self.numbering) = (hasImport, numbering)
  }

  static let account = ImportSheet(
    kind: "account", table: "template_account",
    columns: [
      "name", "description", "tag", "pronouns", "color", "zone", "visibility", "front_visibility",
      "history_visibility", "avatar",
    ], key: ["account_id"], hasImport: false)
  static let speaking = ImportSheet(
    kind: "speaking", table: "template_speaking", columns: ["is_exact"], key: ["account_id"],
    hasImport: false)
  static let alter = ImportSheet(
    kind: "alter", table: "template_alter",
    columns: [
      "name", "display_name", "pronouns", "color", "description", "birthday", "kind", "visibility",
      "front_visibility", "archived_at", "avatar", "face",
    ], numbering: .scattered)
  static let field = ImportSheet(
    kind: "field", table: "template_field", columns: ["name", "kind", "visibility"])
  static let group = ImportSheet(
    kind: "group", table: "template_group",
    columns: ["parent_id", "name", "description", "color", "emoji", "visibility"])
  static let narrower = ImportSheet(
    kind: "narrower", table: "template_field_visibility", columns: ["alter_id", "field", "visibility"],
    key: ["alter_id", "field"], hasImport: false)
  static let tag = ImportSheet(
    kind: "tag", table: "template_proxy_tag", columns: ["alter_id", "prefix", "suffix"], hasImport: false)
  static let value = ImportSheet(
    kind: "value", table: "template_field_value", columns: ["alter_id", "field_id", "value"],
    key: ["alter_id", "field_id"], hasImport: false)
  static let membership = ImportSheet(
    kind: "membership", table: "template_group_alter", columns: ["group_id", "alter_id"],
    key: ["group_id", "alter_id"], hasImport: false)
  /// Switches that somebody wrote something about.
  static let note = ImportSheet(
    kind: "note", table: "template_switch", columns: ["at", "note"], numbering: .clock)
  static let span = ImportSheet(
    kind: "span", table: "template_span",
    columns: ["alter_id", "position", "status", "started_at", "ended_at"], numbering: .clock)
  static let comment = ImportSheet(
    kind: "comment", table: "template_span_comment", columns: ["span_id", "at", "body"], numbering: .clock)
  static let list = ImportSheet(
    kind: "list", table: "template_list", columns: ["name"], numbering: .scattered)
  static let shown = ImportSheet(
    kind: "shown", table: "template_shown_to", columns: ["kind", "object_id", "list_id"],
    key: ["kind", "object_id", "list_id"], hasImport: false)
  /// Who is on a list.
  static let listed = ImportSheet(
    kind: "listed", table: "template_list_friend", columns: ["list_id", "friend_id"],
    key: ["list_id", "friend_id"], hasImport: false)
  static let kept = ImportSheet(kind: "kept", table: "template_kept", columns: ["json"])

  /// Those that others refer to come first.
  static let all = [
    account, speaking, alter, field, group, narrower, tag, value, membership, note, span, comment, kept,
    list, shown, listed,
  ]

  /// The SQL of a row's key, and of all that imports know of it.
  var keyText: String { key.count == 1 ? key[0] : key.joined(separator: " || '/' || ") }
  var image: String { "json_array(\(columns.joined(separator: ", ")))" }
  var setters: String { columns.map { "\($0) = ?" }.joined(separator: ", ") }
  var keyMatch: String { key.map { "\($0) = ?" }.joined(separator: " AND ") }

  /// The columns of an image, in SQL over a change called `c`.
  func parts(of image: String) -> String {
    columns.indices.map { "json_extract(c.\(image), '$[\($0)]')" }.joined(separator: ", ")
  }
}
