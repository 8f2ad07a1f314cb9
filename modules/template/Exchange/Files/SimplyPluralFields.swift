import Kit
import TemplateSystems

/// Custom fields and groups of a Simply Plural file.
extension SimplyPluralFile {
  /// In the order of the app. Files from before keep them in the user's own record.
  mutating func customFields() {
    var found = documents(in: "customFields")
    if found.isEmpty, let old = (json["users"]?.items.first ?? json["users"]?.members.first?.value)?["fields"]
    {
      found = old.members.compactMap { name, value in
        SourceRecord(value).map { Document(id: name, record: $0) }
      }
    }
    let sorted = found.enumerated().sorted { a, b in
      let (one, other) = (Order(a.element.json["order"]), Order(b.element.json["order"]))
      return one == other ? a.offset < b.offset : one < other
    }
    for document in sorted.map(\.element) {
      file.remarks.place = document.place
      let type = document.json["type"]?.integer ?? 0
      let name = document.record.line("name", &file.remarks)
      let kind = Self.kinds.indices.contains(Int(clamping: type)) ? Self.kinds[Int(clamping: type)] : .text
      fields[document.id] = kind
      file.fields.append(SystemFile.Field(key: file.key(document.id), name: name, kind: kind.rawValue))
      file.keep("customFields", document.id, document.json)
    }
  }

  private static let kinds: [CustomField.Kind] = [
    .text, .color, .date, .month, .year, .monthAndYear, .timestamp, .monthAndDay,
  ]

  /// A place in a list: a number, or a text made so that one can always be put between two.
  private struct Order: Comparable {
    let number: Double
    let text: String

    init(_ json: JSON?) {
      number = json?.kind == .number ? Double(json?.raw ?? "") ?? 0 : 0
      text = json?.text ?? ""
    }

    static func < (a: Order, b: Order) -> Bool { (a.number, a.text) < (b.number, b.text) }
  }

  mutating func groups() {
    var groups: [SystemFile.Group] = []
    for document in documents(in: "groups") {
      file.remarks.place = document.place
      var group = SystemFile.Group(
        key: file.key(document.id), name: document.record.line("name", &file.remarks))
      if let parent = document.record.id("parent"), parent != "root" { group.parent = file.key(parent) }
      group.description = text(document.record, "desc", as: .group)
      group.place = document.place
      group.color = document.record.color("color", &file.remarks)
      group.emoji = document.record.line("emoji", as: .sign, &file.remarks)
      let members = document.record.ids("members")
      group.members = members.filter { names[$0] != nil }.uniqued.map(file.key)
      file.remarks.note(
        .dropped, "members of groups who are not in the file", members.uniqued.count - group.members.count)
      groups.append(group)
      file.keep("groups", document.id, document.json)
    }
    file.lookAway()
    file.groups = GroupKnots.untangled(groups, &file.remarks)
  }
}
