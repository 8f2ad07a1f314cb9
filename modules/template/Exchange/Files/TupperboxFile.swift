import Kit

/// Reads what `tul!export` gives: names, brackets and texts. Tupperbox knows no fronts and no levels of privacy.
struct TupperboxFile {
  private var file = SystemFile(.tupperbox)
  private var seen: Set<String> = []
  private var places: [String: Int] = [:]

  static func read(_ json: JSON) -> SystemFile {
    var reader = TupperboxFile()
    let groups = json["groups"]?.items ?? []
    for group in groups { reader.group(group) }
    for tupper in json["tuppers"]?.items ?? [] { reader.tupper(tupper) }
    return reader.file
  }

  private mutating func group(_ json: JSON) {
    guard let record = SourceRecord(json), let id = record.id("id"), seen.insert("group \(id)").inserted
    else {
      return
    }
    var group = SystemFile.Group(key: file.key(id), name: record.line("name", &file.remarks))
    group.description = record.body("description", &file.remarks)
    places[id] = file.groups.count
    file.groups.append(group)
  }

  private mutating func tupper(_ json: JSON) {
    guard let record = SourceRecord(json), let id = record.id("id") ?? record.id("name"),
      seen.insert(id).inserted
    else {
      file.remarks.note(.dropped, "tuppers without a name, or with one that came before")
      return
    }
    var member = SystemFile.Member(key: file.key(id))
    member.name = record.line("name", &file.remarks)
    member.displayName = record.line("nick", &file.remarks)
    member.description = record.body("description", &file.remarks)
    let birthday = String(record.line("birthday", &file.remarks).prefix(10))
    member.birthday = SourceMoment.isDay(birthday) ? birthday : ""
    member.createdAt = record.moment("created_at")
    member.tags = tags(json["brackets"]?.items.map { $0.text ?? "" } ?? [])
    file.alters.append(member)
    if let group = record.id("group_id"),
      let place = places[group]
    {
      file.groups[place].members.append(member.key)
    }
    file.keep("tupper", id, json)
  }

  /// Before, after, before, after.
  private func tags(_ brackets: [String]) -> [SystemFile.ProxyTag] {
    stride(from: 0, to: brackets.count - brackets.count % 2, by: 2).compactMap { index in
      let tag = SystemFile.ProxyTag(prefix: brackets[index], suffix: brackets[index + 1])
      return tag.prefix.isEmpty && tag.suffix.isEmpty ? nil : tag
    }
  }
}
