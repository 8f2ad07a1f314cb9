import Kit
import TemplateSystems

/// Reads what `pk;export` gives (datafile, version 2 and its forerunners).
struct PluralKitFile {
  private(set) var file = SystemFile(.pluralKit)
  private var names: Set<String> = []
  private var groupNames: Set<String> = []
  /// Whether the system lets everybody see that there are groups.
  private var showsGroups = true

  /// Throws `FileFault`. Whatever is later than `now` has not happened.
  static func read(_ json: JSON, now: Moment) throws -> SystemFile {
    if let version = json["version"]?.integer, version > 2 {
      throw FileFault("This file is of a newer kind of PluralKit export than we know (\(version)).")
    }
    guard json["members"]?.kind == .list else {
      throw FileFault("This looks like a PluralKit export, and has no list of members.")
    }
    var reader = PluralKitFile()
    reader.system(json)
    for (index, member) in (json["members"]?.items ?? []).enumerated() {
      reader.file.look(at: "members", index)
      reader.member(member)
    }
    for (index, group) in (json["groups"]?.items ?? []).enumerated() {
      reader.file.look(at: "groups", index)
      reader.group(group)
    }
    reader.switches(json["switches"]?.items ?? [], until: now)
    return reader.file
  }

  private mutating func system(_ json: JSON) {
    guard let record = SourceRecord(json) else { return }
    var profile = SystemFile.Profile()
    profile.name = record.line("name", &file.remarks)
    profile.description = record.body("description", &file.remarks)
    profile.tag = record.line("tag", as: .tag, &file.remarks)
    profile.pronouns = record.line("pronouns", &file.remarks)
    profile.color = record.color("color", &file.remarks)
    profile.zone = json["config"]?["timezone"]?.text ?? json["timezone"]?.text ?? ""
    profile.areTagsExact = json["config"]?["case_sensitive_proxy_tags"]?.bool
    let privacy = PluralKitPrivacy(json)
    showsGroups = privacy.showsGroups
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
    member.createdAt = record.moment("created", &file.remarks)
    member.tags = SystemFile.tags(json["proxy_tags"]?.items ?? [json], &file.remarks)
    member.place = file.remarks.place
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

  private mutating func group(_ json: JSON) {
    guard let record = SourceRecord(json), let id = record.id("id"), groupNames.insert(id).inserted else {
      file.remarks.note(.dropped, "groups without an id, or with one that came before")
      return
    }
    var group = SystemFile.Group(key: file.key(id), name: record.line("name", &file.remarks))
    group.description = record.body("description", as: .group, &file.remarks)
    group.color = record.color("color", &file.remarks)
    let privacy = PluralKitPrivacy(json)
    group.visibility = showsGroups ? privacy.ofWholeGroup : .nobody
    group.place = file.remarks.place
    group.members = known(record.ids("members"), "members of groups who are not in the file").map(file.key)
    file.groups.append(group)
    file.keep("group", id, json)
  }

  private mutating func known(_ ids: [String], _ reason: String) -> [String] {
    let known = ids.filter(names.contains)
    file.remarks.note(.dropped, reason, ids.count - known.count)
    return known
  }

  private mutating func switches(_ items: [JSON], until now: Moment) {
    var switches: [PluralKitSwitch] = []
    switches.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      file.look(at: "switches", index)
      if let change = change(item, until: now) { switches.append(change) }
    }
    file.lookAway()
    SwitchesToSpans(switches).fill(&file)
  }

  private mutating func change(_ json: JSON, until now: Moment) -> PluralKitSwitch? {
    guard let text = json["timestamp"]?.text, let (moment, rest) = SourceMoment.iso(text) else {
      file.remarks.note(.dropped, "switches without a time")
      return nil
    }
    guard moment <= now + SourceMoment.patience else {
      file.remarks.note(.dropped, "switches of a time that has not come")
      return nil
    }
    // Nobody would be a word of its own: an empty list.
    guard let members = json["members"], members.kind == .list else {
      file.remarks.note(.dropped, "switches that do not say who fronts")
      return nil
    }
    let ids = members.items.compactMap { SourceRecord.id($0) }
    let known = known(ids, "members of switches who are not in the file")
    return PluralKitSwitch(at: moment, rest: rest, members: known.uniqued)
  }
}

extension Sequence where Element: Hashable {
  /// Each once, where it came first.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
