import Kit

/// Reads what `tul!export` gives: names, brackets and texts. Tupperbox knows no fronts and no levels of privacy.
struct TupperboxFile {
  private var file = SystemFile(.tupperbox)
  private var seen: Set<String> = []
  private var places: [String: Int] = [:]

  static func read(_ json: JSON) -> SystemFile {
    var reader = TupperboxFile()
    for (index, group) in (json["groups"]?.items ?? []).enumerated() {
      reader.file.look(at: "groups", index)
      reader.group(group)
    }
    for (index, tupper) in (json["tuppers"]?.items ?? []).enumerated() {
      reader.file.look(at: "tuppers", index)
      reader.tupper(tupper)
    }
    reader.file.lookAway()
    return reader.file
  }

  private mutating func group(_ json: JSON) {
    guard let record = SourceRecord(json), let id = record.id("id"), seen.insert("group \(id)").inserted
    else {
      return file.remarks.note(.dropped, "groups without an id, or with one that came before")
    }
    var group = SystemFile.Group(key: file.key(id), name: record.line("name", &file.remarks))
    group.description = record.body("description", as: .group, &file.remarks)
    group.place = file.remarks.place
    places[id] = file.groups.count
    file.groups.append(group)
  }

  private mutating func tupper(_ json: JSON) {
    guard let record = SourceRecord(json), let id = record.id("id") ?? Self.id(ofName: json["name"]?.text),
      seen.insert(id).inserted
    else {
      file.remarks.note(.dropped, "tuppers without a name, or with one that came before")
      return
    }
    var member = SystemFile.Member(key: file.key(id))
    member.name = record.line("name", &file.remarks)
    member.displayName = record.line("nick", &file.remarks)
    member.description = record.body("description", &file.remarks)
    member.birthday = birthday(record)
    member.createdAt = record.moment("created_at", &file.remarks)
    member.tags = tags(json["brackets"]?.items.map { $0.text ?? "" } ?? [])
    member.place = file.remarks.place
    file.alters.append(member)
    put(member.key, record.id("group_id"))
    file.keep("tupper", id, json)
  }

  /// Files of some ages know each other by name alone. A long one has a short word of its own.
  private static func id(ofName name: String?) -> String? {
    guard let name, !name.isEmpty else { return nil }
    guard name.utf8.count > SourceRecord.longestId else { return name }
    // FNV-1a: it only has to be the same the next time.
    let mark = name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return "\(String(mark, radix: 36)) \(String(decoding: name.utf8.prefix(120), as: UTF8.self))"
  }

  private mutating func birthday(_ record: SourceRecord) -> String {
    let day = String(record.line("birthday", &file.remarks).prefix(10))
    guard !day.isEmpty, !SourceMoment.isDay(day) else { return day }
    file.remarks.note(.dropped, "birthdays that are no day of the calendar")
    return ""
  }

  private mutating func put(_ member: SystemFile.Key, _ group: String?) {
    guard let group else { return }
    guard let place = places[group] else {
      return file.remarks.note(.dropped, "groups of members that are not in the file")
    }
    file.groups[place].members.append(member)
  }

  /// Before, after, before, after.
  private mutating func tags(_ brackets: [String]) -> [SystemFile.ProxyTag] {
    if !brackets.count.isMultiple(of: 2) {
      file.remarks.note(.dropped, "brackets that have no other half")
    }
    let pairs = stride(from: 0, to: brackets.count - brackets.count % 2, by: 2).map { index in
      (prefix: brackets[index], suffix: brackets[index + 1])
    }
    return SystemFile.tags(pairs, &file.remarks)
  }
}
