import Kit
import TemplateSystems

/// Reads our own archive of a system.
struct RowhouseFile {
  static let version: Int64 = 1
  /// What it is called in an archive with pictures.
  static let name = "system.json"
  /// Of what is kept: a face that is not here.
  static let faceKind = "face"
  var file = SystemFile(.rowhouse)
  private var alters: Set<SystemFile.Key> = []
  private var fields: [SystemFile.Key: CustomField.Kind] = [:]
  private var groups: Set<SystemFile.Key> = []
  private var lists: Set<SystemFile.Key> = []
  private var notes: Set<SystemFile.Key> = []
  /// Who is in the archive: texts mention also whoever comes later.
  private(set) var mentionable: Set<SystemFile.Key> = []

  /// Throws `FileFault`. Whatever is later than `now` has not happened.
  static func read(_ json: JSON, now: Moment) throws -> SystemFile {
    guard json["rowhouse_system"]?.integer == version else {
      throw FileFault(
        "This archive is of a kind that this site does not know. Perhaps it is too old to read it.")
    }
    var reader = RowhouseFile()
    reader.mentionable = Set(
      (json["alters"]?.items ?? []).compactMap { SourceRecord($0).flatMap { reader.key($0) } })
    if let profile = json["profile"].flatMap(SourceRecord.init) { reader.profile(profile) }
    reader.each(json, "fields") { $0.field($1) }
    reader.each(json, "alters") { $0.alter($1) }
    reader.each(json, "groups") { $0.group($1) }
    reader.file.groups = GroupKnots.untangled(reader.file.groups, &reader.file.remarks)
    reader.each(json, "notes") { $0.note($1) }
    reader.each(json, "spans") { $0.span($1) }
    reader.file.leaveOutFuture(now)
    reader.each(json, "lists") { $0.list($1) }
    reader.each(json, "shown") { $0.shown($1) }
    reader.each(json, "kept") { $0.kept($1) }
    return reader.file
  }

  private mutating func each(
    _ json: JSON, _ list: String, _ read: (inout RowhouseFile, SourceRecord) -> Void
  ) {
    for (index, item) in (json[list]?.items ?? []).enumerated() {
      file.look(at: list, index)
      if let record = SourceRecord(item) { read(&self, record) } else { drop() }
    }
    file.lookAway()
  }

  /// A key of an archive, which is longer than any that a file gave.
  private static let longestKey = SourceRecord.longestId * 2

  private func key(_ record: SourceRecord, _ name: String = "id") -> SystemFile.Key? {
    Self.key(record.id(name, longest: Self.longestKey))
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
    profile.description = text(record, "description")
    profile.tag = record.line("tag", as: .tag, &file.remarks)
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
    record.json.all(name).map { $0.text.flatMap(Visibility.init(rawValue:)) ?? .nobody }.max() ?? .nobody
  }

  private mutating func field(_ record: SourceRecord) {
    guard let key = key(record), fields[key] == nil else { return drop() }
    var field = SystemFile.Field(key: key, name: record.line("name", &file.remarks))
    let kind = CustomField.Kind(rawValue: record.line("kind", &file.remarks)) ?? .text
    fields[key] = kind
    field.kind = kind.rawValue
    field.visibility = visibility(record, "visibility")
    file.fields.append(field)
  }

  private mutating func alter(_ record: SourceRecord) {
    guard let key = key(record), alters.insert(key).inserted else { return drop() }
    var member = SystemFile.Member(key: key)
    member.name = record.line("name", &file.remarks)
    member.displayName = record.line("display_name", &file.remarks)
    member.pronouns = record.line("pronouns", &file.remarks)
    member.color = record.color("color", &file.remarks)
    member.description = text(record, "description")
    let birthday = record.line("birthday", &file.remarks)
    member.birthday = SourceMoment.isDay(birthday) ? birthday : ""
    member.kind = Alter.Kind(rawValue: record.line("kind", &file.remarks)) ?? .alter
    member.visibility = visibility(record, "visibility")
    member.frontVisibility = visibility(record, "front_visibility")
    for (name, value) in record.json["narrower"]?.members ?? [] where name.utf8.count <= 32 {
      let said = value.text.flatMap(Visibility.init(rawValue:)) ?? .nobody
      member.narrower[name] = max(said, member.narrower[name] ?? said)
    }
    member.place = file.remarks.place
    member.createdAt = record.moment("created", &file.remarks)
    member.archivedAt = record.moment("archived", &file.remarks)
    member.isArchived = member.archivedAt != nil
    member.tags = SystemFile.tags(record.json["proxy_tags"]?.items ?? [], &file.remarks)
    member.values = values(record)
    member.pictures = [record.id("picture")].compactMap(\.self)
    member.face = record.json["face"]?.text.flatMap { $0.utf8.count <= 32 ? $0 : nil }
    file.alters.append(member)
  }

  private mutating func values(_ record: SourceRecord) -> [(field: SystemFile.Key, text: String)] {
    (record.json["fields"]?.members ?? []).compactMap { name, value in
      guard let key = Self.key(name), let kind = fields[key], let text = value.text, !text.isEmpty else {
        return nil
      }
      let said = SourceValue.read(naming(text), kind, &file.remarks)
      return said.isEmpty ? nil : (key, said)
    }
  }

  private mutating func group(_ record: SourceRecord) {
    guard let key = key(record), groups.insert(key).inserted else { return drop() }
    var group = SystemFile.Group(key: key, name: record.line("name", &file.remarks))
    group.parent = self.key(record, "parent")
    group.place = file.remarks.place
    group.description = text(record, "description", as: .group)
    group.color = record.color("color", &file.remarks)
    group.emoji = record.line("emoji", as: .sign, &file.remarks)
    group.visibility = visibility(record, "visibility")
    let members = record.ids("members", longest: Self.longestKey).compactMap(Self.key)
    group.members = members.filter(alters.contains).uniqued
    file.remarks.note(
      .dropped, "members of groups who are not in the file", members.count - group.members.count)
    file.groups.append(group)
  }

  private mutating func span(_ record: SourceRecord) {
    guard let key = key(record), let member = self.key(record, "alter"), alters.contains(member),
      let start = record.moment("start", &file.remarks)
    else { return drop() }
    var span = SystemFile.Span(key: key, member: member, start: start)
    span.end = record.moment("end", &file.remarks).map { max($0, start) }
    span.note = self.key(record, "note").flatMap { notes.contains($0) ? $0 : nil }
    guard span.end != nil || record.json["end"] == nil else { return drop() }
    span.position = max(1, Int(clamping: record.json["position"]?.integer ?? 1))
    span.status = line(record, "status", as: .status)
    for (index, json) in (record.json["comments"]?.items ?? []).enumerated() {
      guard let comment = SourceRecord(json), let at = comment.moment("at", &file.remarks) else {
        drop()
        continue
      }
      let id = comment.id("id", longest: Self.longestKey) ?? "\(key.id)#\(index)"
      span.comments.append(.init(id: id, at: at, text: text(comment, "body", as: .comment)))
    }
    file.spans.append(span)
  }

  private mutating func note(_ record: SourceRecord) {
    guard let key = key(record), let at = record.moment("at", &file.remarks), notes.insert(key).inserted
    else { return drop() }
    file.notes.append(.init(key: key, at: at, text: line(record, "note", as: .note)))
  }

  private mutating func list(_ record: SourceRecord) {
    guard let key = key(record), lists.insert(key).inserted else { return drop() }
    var list = SystemFile.List(key: key, name: record.line("name", as: .list, &file.remarks))
    for person in (record.json["people"]?.items ?? []).compactMap(SourceRecord.init) {
      list.people.append(.init(key: self.key(person), name: person.line("name", &file.remarks)))
    }
    file.lists.append(list)
  }

  private mutating func shown(_ record: SourceRecord) {
    guard let kind = record.json["kind"]?.text.flatMap(ShownTo.Kind.init(rawValue:)),
      let list = key(record, "list"), lists.contains(list)
    else { return drop() }
    file.shown.append(.init(kind: kind, object: key(record, "object"), list: list))
  }

  private mutating func kept(_ record: SourceRecord) {
    let app = record.line("app", &file.remarks)
    guard SystemFile.App(rawValue: app) != nil, let kind = record.id("kind"), let json = record.json["json"]
    else { return drop() }
    let id = record.id("id", longest: Self.longestKey) ?? ""
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
