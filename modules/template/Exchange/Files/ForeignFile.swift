/// Exports of programs that we don't read. They share names with those that we do, so they are told by what only
/// theirs have: half of a system would be worse than none.
enum ForeignFile {
  /// nil for what is none that we know.
  static func title(of json: JSON) -> String? { all.first { $0.isOne(json) }?.title }

  private static let all: [(title: String, isOne: @Sendable (JSON) -> Bool)] = [
    ("OpenPlural", { $0.has("openplural_version") }),
    ("Ampersand", { $0["database"]?.has("members") ?? false }),
    ("Octocon", { $0.has("user") && $0.has("alters") }),
    ("PluralSpace", { json in isOfSystem(json) && pluralSpace.contains(where: json.has) }),
    ("Sheaf", { json in isOfSystem(json) && sheaf.contains(where: json.has) }),
  ]

  /// Neither PluralKit nor Simply Plural keep the system beside its members in a record of its own.
  private static func isOfSystem(_ json: JSON) -> Bool {
    json["system"]?.kind == .object && json["members"]?.kind == .list
  }

  private static let pluralSpace = [
    "media_files", "thoughts", "journal_entries", "member_groups", "chat_channels",
  ]
  private static let sheaf = [
    "fronts", "custom_fields", "watch_tokens", "uploaded_files", "journals", "revisions",
  ]
}
