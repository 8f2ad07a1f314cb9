import Kit
import TemplateSystems

/// Reads the export of Simply Plural: one list for each collection of its database. Only what is named here is
/// read; a real file also holds tokens, logs and the like, which are never looked at.
struct SimplyPluralFile {
  let json: JSON
  var file = SystemFile(.simplyPlural)
  /// Names of members and custom fronts by their ids.
  var names: [String: String] = [:]
  /// Kinds of the custom fields by their ids.
  var fields: [String: CustomField.Kind] = [:]
  private var taken: Set<String> = []
  private var buckets: Set<String> = []

  /// Whatever is later than `now` has not happened.
  static func read(_ json: JSON, now: Moment) -> SystemFile {
    var reader = SimplyPluralFile(json: json)
    reader.learnNames()
    reader.system()
    reader.customFields()
    reader.privacyBuckets()
    for record in reader.documents(in: "frontStatuses", "customFronts") {
      reader.member(record, kind: .status)
    }
    for record in reader.documents(in: "members") { reader.member(record, kind: .alter) }
    reader.groups()
    reader.fronts(until: now)
    reader.file.lookAway()
    reader.keepTheRest()
    return reader.file
  }

  private init(json: JSON) { self.json = json }

  /// A document of a collection, with its id.
  struct Document {
    let id: String
    let record: SourceRecord
    var place: Remarks.Place?
    /// Of a chat message that does not say itself where it was written.
    var channel: String?
    var json: JSON { record.json }
  }

  /// The documents of the first of these collections that is there: a list, or a map by their ids.
  mutating func documents(in collections: String...) -> [Document] {
    guard let collection = collections.first(where: { json[$0] != nil }), let source = json[collection] else {
      return []
    }
    return documents(of: source, in: collection)
  }

  mutating func documents(of source: JSON, in collection: String) -> [Document] {
    let pairs =
      source.kind == .object ? source.members.map { ($0.name, $0.value) } : source.items.map { ("", $0) }
    var seen: Set<String> = []
    let documents = pairs.enumerated().compactMap { index, pair -> Document? in
      file.look(at: collection, index)
      let id = Self.id(pair.1) ?? (pair.0.isEmpty ? nil : pair.0)
      guard let record = SourceRecord(pair.1), let id, seen.insert(id).inserted else {
        file.remarks.note(.dropped, "records without an id, or with one that came before")
        return nil
      }
      return Document(id: id, record: record, place: file.remarks.place)
    }
    file.lookAway()
    return documents
  }

  private static func id(_ json: JSON) -> String? {
    (json["_id"] ?? json["id"]).flatMap { SourceRecord.id($0["$oid"] ?? $0) }
  }

  /// First of all, so that texts can mention whoever comes later in the file.
  private mutating func learnNames() {
    for document in documents(in: "members") + documents(in: "frontStatuses", "customFronts") {
      names[document.id] = name(document.record)
    }
    file.remarks = Remarks()  // they are read again
  }

  private mutating func name(_ record: SourceRecord) -> String {
    let name = record.line("name", &file.remarks)
    return name.isEmpty ? record.line("displayName", &file.remarks) : name
  }

  private mutating func system() {
    guard let record = documents(in: "users").first?.record else { return }
    var profile = SystemFile.Profile()
    let name = settings?.line("systemName", &file.remarks) ?? ""
    profile.name = name.isEmpty ? record.line("username", &file.remarks) : name
    profile.description = text(record, "desc")
    profile.color = record.color("color", &file.remarks)
    profile.pictures = pictures(record, record.id("_id") ?? record.id("uid"))
    file.profile = profile
    file.keep("users", "", record.json)
  }

  /// Newer files call the system by a name of its own.
  private var settings: SourceRecord? {
    json["settings"].flatMap { SourceRecord($0.items.first ?? $0) }
  }

  private mutating func member(_ document: Document, kind: Alter.Kind) {
    let record = document.record
    file.remarks.place = document.place
    guard taken.insert(document.id).inserted else {
      file.remarks.note(.dropped, "records without an id, or with one that came before")
      return
    }
    var member = SystemFile.Member(key: file.key(document.id))
    member.kind = kind
    member.name = name(record)
    member.pronouns = record.line("pronouns", &file.remarks)
    member.color = record.color("color", &file.remarks)
    member.description = text(record, "desc")
    member.createdAt = record.moment("created", &file.remarks)
    member.isArchived = record.flag("archived", &file.remarks)
    member.values = values(record.json["info"])
    member.pictures = pictures(record, document.id)
    member.place = document.place
    file.shown += record.ids("buckets").filter { buckets.contains($0) }.uniqued.map {
      SystemFile.Shown(kind: .alter, object: member.key, list: file.key($0))
    }
    file.alters.append(member)
    file.keep(kind == .alter ? "members" : "frontStatuses", document.id, record.json)
  }

  /// Its archive of avatars calls them by the document, or by the avatar itself.
  private func pictures(_ record: SourceRecord, _ id: String?) -> [String] {
    [id, record.id("avatarUuid")].compactMap(\.self)
  }

  private mutating func privacyBuckets() {
    for document in documents(in: "privacyBuckets") {
      let name = document.record.line("name", as: .list, &file.remarks)
      file.lists.append(.init(key: file.key(document.id), name: name))
    }
    buckets = Set(file.lists.map(\.key.id))
  }

  private mutating func values(_ info: JSON?) -> [(field: SystemFile.Key, text: String)] {
    (info?.members ?? []).compactMap { name, value in
      let text = value.kind == .text ? value.text ?? "" : value.kind == .number ? value.raw : ""
      guard !text.isEmpty else { return nil }
      guard let kind = fields[name] else {
        file.remarks.note(.dropped, "what custom fields said that are gone")
        return nil
      }
      let said = SourceValue.read(naming(text), kind, &file.remarks)
      return said.isEmpty ? nil : (file.key(name), said)
    }
  }
}
