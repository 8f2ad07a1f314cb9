import Kit

/// Reads our own archive of a system.
struct RowhouseFile {
  static let version: Int64 = 1
  /// What it is called in an archive with pictures.
  static let name = "system.json"
  /// Of what is kept: a face that is not here.
  static let faceKind = "face"
  private var file = SystemFile(.rowhouse)
  private var alters: Set<SystemFile.Key> = []
  private var fields: Set<SystemFile.Key> = []
  private var groups: Set<SystemFile.Key> = []

  /// Throws `FileFault`.
  static func read(_ json: JSON) throws -> SystemFile {
    guard json["rowhouse_system"]?.integer == version else {
      throw FileFault(
        "This archive is of a kind that this site does not know. Perhaps it is too old to read it.")
    }
    var reader = RowhouseFile()
    if let profile = json["profile"].flatMap(SourceRecord.init) { reader.profile(profile) }
    for record in reader.records(json, "fields") { reader.field(record) }
    for record in reader.records(json, "alters") { reader.alter(record) }
    for record in reader.records(json, "groups") { reader.group(record) }
    reader.file.groups = GroupKnots.untangled(reader.file.groups, &reader.file.remarks)
    for record in reader.records(json, "spans") { reader.span(record) }
    for record in reader.records(json, "kept") { reader.kept(record) }
    return reader.file
  }

  private func records(_ json: JSON, _ name: String) -> [SourceRecord] {
    (json[name]?.items ?? []).compactMap(SourceRecord.init)
  }

  /// `pluralkit/abcde`: the program that a record came from at first, and its name there.
  static func key(_ text: String?) -> SystemFile.Key? {
    guard let parts = text?.split(separator: "/", maxSplits: 1), parts.count == 2,
      SystemFile.App(rawValue: String(parts[0])) != nil
    else { return nil }
    return SystemFile.Key(app: String(parts[0]), id: String(parts[1]))
  }

  private mutating func profile(_ record: SourceRecord) {
    var profile = SystemFile.Profile()
    profile.name = record.line("name", &file.remarks)
    profile.description = record.body("description", &file.remarks)
    profile.tag = record.line("tag", &file.remarks)
    profile.pronouns = record.line("pronouns", &file.remarks)
    profile.color = record.color("color", &file.remarks)
    profile.zone = record.line("zone", &file.remarks)
    profile.visibility = visibility(record, "visibility")
    profile.frontVisibility = visibility(record, "front_visibility")
    profile.historyVisibility = max(visibility(record, "history_visibility"), profile.frontVisibility)
    profile.pictures = [record.id("picture")].compactMap(\.self)
    file.profile = profile
  }

  /// What is no word that we know is private.
  private func visibility(_ record: SourceRecord, _ name: String) -> Visibility {
    record.json[name]?.text.flatMap(Visibility.init(rawValue:)) ?? .nobody
  }

  private mutating func field(_ record: SourceRecord) {
    guard let key = Self.key(record.id("id")), fields.insert(key).inserted else { return drop() }
    var field = SystemFile.Field(key: key, name: record.line("name", &file.remarks))
    let kind = record.line("kind", &file.remarks)
    field.kind = Self.kinds.contains(kind) ? kind : "text"
    field.visibility = visibility(record, "visibility")
    file.fields.append(field)
  }

  private static let kinds = [
    "text", "color", "date", "month", "year", "month-year", "timestamp", "month-day",
  ]

  private mutating func alter(_ record: SourceRecord) {
    guard let key = Self.key(record.id("id")), alters.insert(key).inserted else { return drop() }
    var member = SystemFile.Member(key: key)
    member.name = record.line("name", &file.remarks)
    member.displayName = record.line("display_name", &file.remarks)
    member.pronouns = record.line("pronouns", &file.remarks)
    member.color = record.color("color", &file.remarks)
    member.description = record.body("description", &file.remarks)
    let birthday = record.line("birthday", &file.remarks)
    member.birthday = SourceMoment.isDay(birthday) ? birthday : ""
    member.kind = Alter.Kind(rawValue: record.line("kind", &file.remarks)) ?? .alter
    member.visibility = visibility(record, "visibility")
    member.frontVisibility = visibility(record, "front_visibility")
    for (name, value) in record.json["narrower"]?.members ?? [] where name.utf8.count <= 32 {
      member.narrower[name] = value.text.flatMap(Visibility.init(rawValue:)) ?? .nobody
    }
    member.createdAt = record.moment("created")
    member.archivedAt = record.moment("archived")
    member.isArchived = member.archivedAt != nil
    member.tags = tags(record)
    member.values = values(record)
    member.pictures = [record.id("picture")].compactMap(\.self)
    member.face = record.json["face"]?.text.flatMap { $0.utf8.count <= 32 ? $0 : nil }
    file.alters.append(member)
  }

  private func tags(_ record: SourceRecord) -> [SystemFile.ProxyTag] {
    (record.json["proxy_tags"]?.items ?? []).compactMap { source in
      let tag = SystemFile.ProxyTag(
        prefix: source["prefix"]?.text ?? "", suffix: source["suffix"]?.text ?? "")
      return tag.prefix.isEmpty && tag.suffix.isEmpty ? nil : tag
    }
  }

  private mutating func values(_ record: SourceRecord) -> [(field: SystemFile.Key, text: String)] {
    (record.json["fields"]?.members ?? []).compactMap { name, value in
      guard let key = Self.key(name), fields.contains(key), let text = value.text, !text.isEmpty else {
        return nil
      }
      return (key, SourceText.body(text, &file.remarks))
    }
  }

  private mutating func group(_ record: SourceRecord) {
    guard let key = Self.key(record.id("id")), groups.insert(key).inserted else { return drop() }
    var group = SystemFile.Group(key: key, name: record.line("name", &file.remarks))
    group.parent = Self.key(record.id("parent"))
    group.description = record.body("description", &file.remarks)
    group.color = record.color("color", &file.remarks)
    group.emoji = String(record.line("emoji", &file.remarks).prefix(8))
    group.visibility = visibility(record, "visibility")
    let members = record.ids("members").compactMap(Self.key)
    group.members = members.filter(alters.contains).uniqued
    file.remarks.note(
      .dropped, "members of groups who are not in the file", members.count - group.members.count)
    file.groups.append(group)
  }

  private mutating func span(_ record: SourceRecord) {
    guard let key = Self.key(record.id("id")), let member = Self.key(record.id("alter")),
      alters.contains(member),
      let start = record.moment("start")
    else { return drop() }
    var span = SystemFile.Span(key: key, member: member, start: start)
    span.end = record.moment("end").map { max($0, start) }
    guard span.end != nil || record.json["end"] == nil else { return drop() }
    span.position = max(1, Int(clamping: record.json["position"]?.integer ?? 1))
    span.status = String(record.line("status", &file.remarks).prefix(50))
    for (index, json) in (record.json["comments"]?.items ?? []).enumerated() {
      guard let comment = SourceRecord(json), let at = comment.moment("at") else { continue }
      let id = comment.id("id") ?? "\(key.id)#\(index)"
      span.comments.append(.init(id: id, at: at, text: comment.body("body", &file.remarks)))
    }
    file.spans.append(span)
  }

  private mutating func kept(_ record: SourceRecord) {
    let app = record.line("app", &file.remarks)
    guard SystemFile.App(rawValue: app) != nil, let kind = record.id("kind"), let json = record.json["json"]
    else { return drop() }
    let id = record.id("id") ?? ""
    switch kind {
    case SwitchesToSpans.timesKind:
      guard let text = SwitchTimes(json).json else { return }
      file.kept.append(SystemFile.Kept(app: app, kind: kind, id: id, json: text))
    case SwitchesToSpans.idleKind where json.items.allSatisfy({ $0.kind == .text }):
      file.kept.append(SystemFile.Kept(app: app, kind: kind, id: id, json: json.raw))
    default: file.keep(kind, id, json, by: app)
    }
  }

  private mutating func drop() {
    file.remarks.note(.dropped, "records of the archive that are incomplete, or there twice")
  }
}
