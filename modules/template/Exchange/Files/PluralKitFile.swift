import Kit

/// Reads what `pk;export` gives (datafile, version 2 and its forerunners).
struct PluralKitFile {
  private(set) var file = SystemFile(.pluralKit)
  private var names: Set<String> = []
  private var groupNames: Set<String> = []

  /// Throws `FileFault`.
  static func read(_ json: JSON) throws -> SystemFile {
    if let version = json["version"]?.integer, version > 2 {
      throw FileFault("This file is of a newer kind of PluralKit export than we know (\(version)).")
    }
    guard json["members"]?.kind == .list else {
      throw FileFault("This looks like a PluralKit export, and has no list of members.")
    }
    var reader = PluralKitFile()
    reader.system(json)
    for member in json["members"]?.items ?? [] { reader.member(member) }
    for group in json["groups"]?.items ?? [] { reader.group(group) }
    reader.switches(json["switches"]?.items ?? [])
    return reader.file
  }

  private mutating func system(_ json: JSON) {
    guard let record = SourceRecord(json) else { return }
    var profile = SystemFile.Profile()
    profile.name = record.line("name", &file.remarks)
    profile.description = record.body("description", &file.remarks)
    profile.tag = record.line("tag", &file.remarks)
    profile.pronouns = record.line("pronouns", &file.remarks)
    profile.color = record.color("color", &file.remarks)
    profile.zone = json["config"]?["timezone"]?.text ?? json["timezone"]?.text ?? ""
    profile.areTagsExact = json["config"]?["case_sensitive_proxy_tags"]?.bool
    let privacy = PluralKitPrivacy(json)
    profile.frontVisibility = privacy.visibility("front_privacy")
    profile.historyVisibility = max(privacy.visibility("front_history_privacy"), profile.frontVisibility)
    file.profile = profile
    if json["webhook_url"] != nil {
      file.remarks.note(.dropped, "addresses of webhooks, which work like passwords")
    }
    file.keep("system", "", json)
  }

  private mutating func member(_ json: JSON) {
    guard let record = SourceRecord(json), let id = record.id("id"), names.insert(id).inserted else {
      file.remarks.note(.dropped, "members without an id, or with one that came before")
      return
    }
    var member = SystemFile.Member(key: file.key(id))
    member.name = record.line("name", &file.remarks)
    member.displayName = record.line("display_name", &file.remarks)
    member.pronouns = record.line("pronouns", &file.remarks)
    member.color = record.color("color", &file.remarks)
    member.description = record.body("description", &file.remarks)
    member.birthday = birthday(record)
    member.createdAt = record.moment("created")
    member.tags = tags(json)
    let privacy = PluralKitPrivacy(json)
    member.visibility = privacy.visibility("visibility")
    member.narrower = privacy.narrower
    file.alters.append(member)
    file.keep("member", id, json)
  }

  /// The year 0004 hides the year; files from before wrote 0001.
  private mutating func birthday(_ record: SourceRecord) -> String {
    let text = record.line("birthday", &file.remarks)
    guard !text.isEmpty else { return "" }
    guard SourceMoment.isDay(text) else {
      file.remarks.note(.dropped, "birthdays that are no day of the calendar")
      return ""
    }
    return text.hasPrefix("0001-") ? "0004-\(text.dropFirst(5))" : text
  }

  private func tags(_ json: JSON) -> [SystemFile.ProxyTag] {
    let sources = json["proxy_tags"]?.items ?? [json]
    return sources.compactMap { source in
      let tag = SystemFile.ProxyTag(
        prefix: source["prefix"]?.text ?? "", suffix: source["suffix"]?.text ?? "")
      return tag.prefix.isEmpty && tag.suffix.isEmpty ? nil : tag
    }
  }

  private mutating func group(_ json: JSON) {
    guard let record = SourceRecord(json), let id = record.id("id"), groupNames.insert(id).inserted else {
      file.remarks.note(.dropped, "groups without an id, or with one that came before")
      return
    }
    var group = SystemFile.Group(key: file.key(id), name: record.line("name", &file.remarks))
    group.description = record.body("description", &file.remarks)
    group.color = record.color("color", &file.remarks)
    let privacy = PluralKitPrivacy(json)
    group.visibility = privacy.ofWholeGroup
    group.members = known(record.ids("members"), "members of groups who are not in the file").map(file.key)
    file.groups.append(group)
    file.keep("group", id, json)
  }

  private mutating func known(_ ids: [String], _ reason: String) -> [String] {
    let known = ids.filter(names.contains)
    file.remarks.note(.dropped, reason, ids.count - known.count)
    return known
  }

  private mutating func switches(_ items: [JSON]) {
    var switches: [PluralKitSwitch] = []
    switches.reserveCapacity(items.count)
    for item in items {
      guard let text = item["timestamp"]?.text, let (moment, rest) = SourceMoment.iso(text) else {
        file.remarks.note(.dropped, "switches without a time")
        continue
      }
      let members = item["members"]?.items.compactMap(SourceRecord.id) ?? []
      let known = known(members, "members of switches who are not in the file")
      switches.append(PluralKitSwitch(at: moment, rest: rest, members: known.uniqued))
    }
    SwitchesToSpans(switches).fill(&file)
  }
}

extension Sequence where Element: Hashable {
  /// Each once, where it came first.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
