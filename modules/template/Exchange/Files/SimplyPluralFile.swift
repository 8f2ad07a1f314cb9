import Kit

/// Reads the export of Simply Plural: one list for each collection of its database. Only what is named here is
/// read; a real file also holds tokens, logs and the like, which are never looked at.
struct SimplyPluralFile {
  let json: JSON
  var file = SystemFile(.simplyPlural)
  /// Names of members and custom fronts by their ids.
  var names: [String: String] = [:]
  var fields: Set<String> = []
  private var taken: Set<String> = []
  private var buckets: Set<String> = []

  static func read(_ json: JSON) -> SystemFile {
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
    reader.fronts()
    reader.keepTheRest()
    return reader.file
  }

  private init(json: JSON) { self.json = json }

  /// A document of a collection, with its id.
  struct Document {
    let id: String
    let record: SourceRecord
    var json: JSON { record.json }
  }

  /// The documents of the first of these collections that is there: a list, or a map by their ids.
  mutating func documents(in collections: String...) -> [Document] {
    guard let source = collections.compactMap({ json[$0] }).first else { return [] }
    let pairs =
      source.kind == .object ? source.members.map { ($0.name, $0.value) } : source.items.map { ("", $0) }
    var seen: Set<String> = []
    return pairs.compactMap { name, value in
      let record = SourceRecord(value)
      let id = Self.id(value) ?? (name.isEmpty ? nil : name)
      guard let record, let id, seen.insert(id).inserted else {
        file.remarks.note(.dropped, "records without an id, or with one that came before")
        return nil
      }
      return Document(id: id, record: record)
    }
  }

  private static func id(_ json: JSON) -> String? {
    (json["_id"] ?? json["id"]).flatMap { SourceRecord.id($0["$oid"] ?? $0) }
  }

  /// First of all, so that texts can mention whoever comes later in the file.
  private mutating func learnNames() {
    for document in documents(in: "members") + documents(in: "frontStatuses", "customFronts") {
      names[document.id] = document.record.line("name", &file.remarks)
    }
    file.remarks = Remarks()  // they are read again
  }

  private mutating func system() {
    guard let record = documents(in: "users").first?.record else { return }
    var profile = SystemFile.Profile()
    profile.name = record.line("username", &file.remarks)
    profile.description = text(record, "desc")
    profile.color = record.color("color", &file.remarks)
    profile.pictures = pictures(record, record.id("_id") ?? record.id("uid"))
    file.profile = profile
    file.keep("users", "", record.json)
  }

  private mutating func member(_ document: Document, kind: Alter.Kind) {
    let record = document.record
    guard taken.insert(document.id).inserted else {
      file.remarks.note(.dropped, "records without an id, or with one that came before")
      return
    }
    var member = SystemFile.Member(key: file.key(document.id))
    member.kind = kind
    member.name = names[document.id] ?? ""
    member.pronouns = record.line("pronouns", &file.remarks)
    member.color = record.color("color", &file.remarks)
    member.description = text(record, "desc")
    member.createdAt = record.moment("created")
    member.isArchived = record.json["archived"]?.bool == true
    member.values = values(record.json["info"])
    member.pictures = pictures(record, document.id)
    member.buckets = record.ids("buckets").filter { buckets.contains($0) }.map { file.key($0) }.uniqued
    file.alters.append(member)
    file.keep(kind == .alter ? "members" : "frontStatuses", document.id, record.json)
  }

  /// Its archive of avatars calls them by the document, or by the avatar itself.
  private func pictures(_ record: SourceRecord, _ id: String?) -> [String] {
    [id, record.id("avatarUuid")].compactMap(\.self)
  }

  private mutating func privacyBuckets() {
    for document in documents(in: "privacyBuckets") {
      let name = document.record.line("name", &file.remarks)
      file.buckets.append(.init(key: file.key(document.id), name: name))
    }
    buckets = Set(file.buckets.map(\.key.id))
  }

  private mutating func values(_ info: JSON?) -> [(field: SystemFile.Key, text: String)] {
    (info?.members ?? []).compactMap { name, value in
      let text = value.kind == .text ? value.text ?? "" : value.kind == .number ? value.raw : ""
      guard !text.isEmpty else { return nil }
      guard fields.contains(name) else {
        file.remarks.note(.dropped, "what custom fields said that are gone")
        return nil
      }
      return (file.key(name), SourceText.body(text, &file.remarks))
    }
  }

  /// A text in which somebody may be mentioned by their id.
  mutating func text(_ record: SourceRecord, _ name: String) -> String {
    let text = record.body(name, &file.remarks)
    guard text.contains("<###@") else { return text }
    return text.replacing(/<###@([^#<>]{1,100})###>/) { match in
      names[String(match.1)].map { "@\($0)" } ?? "@somebody"
    }
  }
}
