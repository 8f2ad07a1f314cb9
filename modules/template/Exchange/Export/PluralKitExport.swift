import GRDB
import Kit
import TemplateSystems

/// Writes an account's system as PluralKit takes it (datafile, version 2): within its limits, with everything
/// that it can hold, and public only where everyone may see it here.
struct PluralKitExport {
  private let db: Database
  private let account: Int64
  private let write: (String) throws -> Void
  private let kept: KeptRecords
  /// Whom texts mention, by what the account itself reads, and everybody.
  private let mentions: (own: Mentions, everybody: Mentions)
  private var hids: [Int64: String] = [:]
  private let showedGroups: Bool
  private var remarks = Remarks()

  /// What can't go with it is in the answer.
  static func write(_ account: Int64, _ db: Database, to write: @escaping (String) throws -> Void) throws
    -> Remarks
  {
    var export = try PluralKitExport(db: db, account: account, write: write)
    try export.run()
    return export.remarks
  }

  private init(db: Database, account: Int64, write: @escaping (String) throws -> Void) throws {
    (self.db, self.account, self.write) = (db, account, write)
    kept = try KeptRecords(account, SystemFile.App.pluralKit.rawValue, db)
    let mentions = { try Mentions.ofAnybody(in: account, for: $0, db) }
    self.mentions = (try mentions(.owner), try mentions(.visitor))
    showedGroups = kept["system", ""].map { PluralKitPrivacy($0).showsGroups } ?? true
  }

  private mutating func run() throws {
    try write(String(try system().text.dropLast()))
    try write(",\n\"members\":[")
    try members()
    try write("],\n\"groups\":[")
    try groups()
    try write("],\n\"switches\":[")
    try switches()
    try write("]}\n")
  }

  private mutating func system() throws -> JSONObject {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT name, description, tag, pronouns, color, zone, front_visibility, history_visibility
        FROM template_account WHERE account_id = ?
        """, arguments: [account])
    let old = kept["system", ""]
    var object = JSONObject()
    object.add("version", Int64(2))
    for name in ["id", "uuid"] { object.add(name, raw: old?[name]?.raw ?? "null") }
    object.add("name", limit(row?["name"], 100))
    let privacy = systemPrivacy(row, old)
    object.add("description", description(row?["description"], privacy))
    object.add("tag", limit(row?["tag"], 79))
    object.add("pronouns", limit(row?["pronouns"], 100))
    for name in ["avatar_url", "banner"] { object.add(name, address(old?[name])) }
    object.add("color", row?["color"] as String?)
    object.add("created", raw: old?["created"]?.raw ?? "null")
    object.add("webhook_url", raw: "null")
    object.add("privacy", raw: privacy)
    object.add("config", raw: config(row?["zone"] ?? "UTC", old?["config"]))
    object.add("accounts", raw: old?["accounts"]?.raw ?? "[]")
    return object
  }

  private func systemPrivacy(_ row: Row?, _ old: JSON?) -> String {
    PluralKitPrivacy.text(PluralKitPrivacy.ofSystem) { key in
      switch key {
      case "front_privacy": row?["front_visibility"] == Visibility.everyone.rawValue
      case "front_history_privacy": row?["history_visibility"] == Visibility.everyone.rawValue
      default: old?["privacy"]?[key]?.text == "public"
      }
    }
  }

  private func config(_ zone: String, _ old: JSON?) -> String {
    var object = JSONObject()
    // An offset that has no name is called so there.
    object.add("timezone", ["+", "-"].contains(zone.first) ? "UTC\(zone)" : zone)
    for (name, value) in old?.members ?? [] where name != "timezone" { object.add(name, raw: value.raw) }
    return object.text
  }

  private mutating func members() throws {
    let tags = try proxyTags()
    let narrower = try narrower()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, source_app, source_id, name, display_name, color, birthday, pronouns, description, created_at,
          visibility FROM template_alter WHERE account_id = ? AND kind = 'alter' ORDER BY position, id
        """, arguments: [account])
    var separator = "\n"
    while let row = try rows.next() {
      let (id, hid): (Int64, String) = (row[0], Self.hid(row))
      hids[id] = hid
      try write(separator + member(row, hid, tags[id] ?? [], narrower[id] ?? []).text)
      separator = ",\n"
    }
    if hids.count > 1000 {
      remarks.note(.kept, "members: PluralKit takes 1,000, unless they raised it for you", hids.count)
    }
    let others = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM template_alter WHERE account_id = ? AND kind <> 'alter'",
      arguments: [account])
    remarks.note(.dropped, "custom fronts, which PluralKit does not know", others ?? 0)
  }

  /// Who came from PluralKit is found there by their id. Another one's is no id of PluralKit's, so that nobody
  /// is taken for somebody else.
  private static func hid(_ row: Row) -> String {
    let id: Int64 = row[0]
    guard row[1] as String? == SystemFile.App.pluralKit.rawValue, let hid: String = row[2] else {
      return "rowhouse-\(id)"
    }
    return hid
  }

  private mutating func member(
    _ row: Row, _ hid: String, _ tags: [SystemFile.ProxyTag], _ narrower: Set<String>
  ) -> JSONObject {
    let old = kept["member", hid]
    var object = JSONObject()
    object.add("id", hid)
    object.add("uuid", raw: old?["uuid"]?.raw ?? "null")
    object.add("name", limit(row["name"], 100))
    object.add("display_name", limit(row["display_name"], 100))
    object.add("color", row["color"] as String?)
    object.add("birthday", row["birthday"] as String?)
    object.add("pronouns", limit(row["pronouns"], 100))
    for name in ["avatar_url", "webhook_avatar_url", "banner"] { object.add(name, address(old?[name])) }
    let privacy = memberPrivacy(row, old?["privacy"], narrower)
    object.add("description", description(row["description"], privacy))
    object.add(
      "created", raw: old?["created"]?.raw ?? JSONString.encode(SourceMoment.text(row["created_at"])))
    for name in ["keep_proxy", "tts"] { object.add(name, old?[name]?.bool ?? false) }
    object.add("autoproxy_enabled", raw: old?["autoproxy_enabled"]?.raw ?? "true")
    object.add("message_count", raw: old?["message_count"]?.raw ?? "0")
    object.add("last_message_timestamp", raw: old?["last_message_timestamp"]?.raw ?? "null")
    object.add("proxy_tags", list: limited(tags))
    object.add("privacy", raw: privacy)
    return object
  }

  /// What has no column here is as PluralKit had it, as long as the member is seen by as many as there.
  private func memberPrivacy(_ row: Row, _ old: JSON?, _ narrower: Set<String>) -> String {
    let isPublic = row["visibility"] == Visibility.everyone.rawValue
    let isAsThere = (old?["visibility"]?.text == "public") == isPublic
    // PluralKit shows the name of somebody without a display name, private or not.
    let isNameless = narrower.contains("name") && (row["display_name"] as String).isEmpty && old == nil
    return PluralKitPrivacy.text(PluralKitPrivacy.ofMember) { key in
      if key == "visibility" { return isPublic && !isNameless }
      let isOld = isAsThere && old?[key]?.text == "public"
      guard let field = PluralKitPrivacy.fields[key] else { return isOld }
      return !narrower.contains(field) && (isPublic || isOld)
    }
  }

  private mutating func groups() throws {
    let members = try groupMembers()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, source_app, source_id, name, description, color, visibility FROM template_group
        WHERE account_id = ? ORDER BY position, id
        """, arguments: [account])
    var (separator, count) = ("\n", 0)
    while let row = try rows.next() {
      try write(separator + group(row, members[row[0]] ?? []).text)
      (separator, count) = (",\n", count + 1)
    }
    if count > 250 {
      remarks.note(.kept, "groups: PluralKit takes 250, unless they raised it for you", count)
    }
  }

  private mutating func group(_ row: Row, _ members: [String]) -> JSONObject {
    let hid = Self.hid(row)
    let old = kept["group", hid]
    var object = JSONObject()
    object.add("id", hid)
    object.add("uuid", raw: old?["uuid"]?.raw ?? "null")
    object.add("name", limit(row["name"], 100))
    object.add("display_name", limit(old?["display_name"]?.text, 100))
    let privacy = groupPrivacy(row, old)
    object.add("description", description(row["description"], privacy))
    for name in ["icon", "banner"] { object.add(name, address(old?[name])) }
    object.add("color", row["color"] as String?)
    object.add("created", raw: old?["created"]?.raw ?? "null")
    object.add("members", list: members.map(JSONString.encode))
    object.add("privacy", raw: privacy)
    return object
  }

  private func groupPrivacy(_ row: Row, _ old: JSON?) -> String {
    let isPublic = row["visibility"] == Visibility.everyone.rawValue
    let wasPublic =
      showedGroups && old.map { PluralKitPrivacy($0).ofWholeGroup } == .everyone
    return PluralKitPrivacy.text(PluralKitPrivacy.ofGroup) { key in
      old?["privacy"] != nil && isPublic == wasPublic ? old?["privacy"]?[key]?.text == "public" : isPublic
    }
  }

  private mutating func switches() throws {
    var switches = try SpansToSwitches(account, hids, kept, db).switches()
    if switches.count > Self.mostSwitches {
      remarks.note(
        .dropped, "of the oldest switches, because PluralKit takes 100,000",
        switches.count - Self.mostSwitches)
      switches.removeFirst(switches.count - Self.mostSwitches)
    }
    var separator = "\n"
    for change in switches.reversed() {
      var object = JSONObject()
      object.add("timestamp", SourceMoment.text(change.at, rest: change.rest))
      object.add("members", list: change.members.prefix(Self.mostFronters).map(JSONString.encode))
      try write(separator + object.text)
      separator = ",\n"
    }
  }

  static let mostSwitches = 100_000
  static let mostFronters = 100
}

extension PluralKitExport {
  /// What everybody may read there names nobody whom everybody may not know here.
  private mutating func description(_ text: String?, _ privacy: String) -> String? {
    let isPublic = privacy.contains("\"description_privacy\":\"public\"")
    return limit(text.map((isPublic ? mentions.everybody : mentions.own).markdown), 1000)
  }

  /// PluralKit counts as UTF-16 does, and refuses a whole file for one text that is too long.
  private mutating func limit(_ text: String?, _ most: Int) -> String? {
    guard var text, text.utf16.count > most else { return text }
    remarks.note(.mended, "texts were longer than PluralKit takes and were cut")
    while text.utf16.count > most { text.removeLast() }
    return text
  }

  private mutating func address(_ json: JSON?) -> String? {
    guard let text = json?.text else { return nil }
    guard text.utf16.count <= 256, text.hasPrefix("http://") || text.hasPrefix("https://") else {
      remarks.note(.dropped, "addresses that PluralKit does not take")
      return nil
    }
    return text
  }

  private mutating func limited(_ tags: [SystemFile.ProxyTag]) -> [String] {
    let good = tags.filter { ($0.prefix + "text" + $0.suffix).utf16.count <= 100 }.prefix(100)
    remarks.note(.dropped, "proxy tags that PluralKit does not take", tags.count - good.count)
    return good.map { tag in
      var object = JSONObject()
      object.add("prefix", tag.prefix)
      object.add("suffix", tag.suffix)
      return object.text
    }
  }

  private func proxyTags() throws -> [Int64: [SystemFile.ProxyTag]] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT t.alter_id, prefix, suffix FROM template_alter a JOIN template_proxy_tag t ON t.alter_id = a.id
        WHERE a.account_id = ? ORDER BY t.id
        """, arguments: [account]
    ).reduce(into: [:]) { $0[$1[0], default: []].append(SystemFile.ProxyTag(prefix: $1[1], suffix: $1[2])) }
  }

  private func narrower() throws -> [Int64: Set<String>] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT v.alter_id, field FROM template_alter a JOIN template_field_visibility v ON v.alter_id = a.id
        WHERE a.account_id = ? AND v.visibility <> 'public'
        """, arguments: [account]
    ).reduce(into: [:]) { $0[$1[0], default: []].insert($1[1]) }
  }

  private func groupMembers() throws -> [Int64: [String]] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT m.group_id, m.alter_id FROM template_group g JOIN template_group_alter m ON m.group_id = g.id
          JOIN template_alter a ON a.id = m.alter_id
        WHERE g.account_id = ? ORDER BY a.position, a.id
        """, arguments: [account]
    ).reduce(into: [:]) { members, row in
      if let hid = hids[row[1]] { members[row[0], default: []].append(hid) }
    }
  }
}
