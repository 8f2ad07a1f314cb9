/// What is kept of the records that have no place here yet. Whatever is not named is left behind: what was not
/// thought of could be anything, a password too. A name with `{}` may hold records under names of their own.
enum KeptNames {
  /// nil for a kind that we never keep.
  static func of(_ kind: String, by app: String) -> Set<String>? {
    let names = all[app]?[kind]
    return app == SystemFile.App.simplyPlural.rawValue ? names?.union(times) : names
  }

  /// How its older files write a time.
  private static let times: Set = [
    "_seconds", "_nanoseconds", "seconds", "nanoseconds", "$date", "$numberLong",
  ]

  private static let all = [
    SystemFile.App.pluralKit.rawValue: pluralKit, SystemFile.App.simplyPlural.rawValue: simplyPlural,
    SystemFile.App.tupperbox.rawValue: [
      "tupper": ["avatar_url", "avatar", "banner", "tag", "posts", "show_brackets"]
    ],
  ]

  private static let pluralKit: [String: Set<String>] = [
    "system": [
      "id", "uuid", "avatar_url", "banner", "created", "accounts", "config", "pings_enabled", "latch_timeout",
      "member_default_private", "group_default_private", "show_private_info", "member_limit", "group_limit",
      "case_sensitive_proxy_tags", "proxy_error_message_enabled", "hid_display_split", "hid_display_caps",
      "hid_list_padding", "card_show_color_hex", "proxy_switch", "name_format", "description_templates",
      "timezone",
    ],
    "member": [
      "uuid", "avatar_url", "webhook_avatar_url", "banner", "created", "keep_proxy", "tts",
      "autoproxy_enabled", "message_count", "last_message_timestamp",
    ],
    "group": ["uuid", "display_name", "icon", "banner", "created"],
    SwitchesToSpans.idleKind: [],
  ]

  private static let member: Set<String> = [
    "pkId", "avatarUrl", "avatarUuid", "private", "preventTrusted", "preventsFrontNotifs",
    "supportDescMarkdown", "archivedReason", "receiveMessageBoardNotifs", "buckets", "frame", "bgShape",
    "bgClip", "bgStartColor", "bgEndColor",
  ]

  private static let simplyPlural: [String: Set<String>] = simplyPluralRest.merging([
    "users": [
      "avatarUrl", "avatarUuid", "supportDescMarkdown", "frame", "bgShape", "bgClip", "bgStartColor",
      "bgEndColor",
    ],
    "members": member, "frontStatuses": member,
    "customFields": ["private", "preventTrusted", "supportMarkdown", "buckets"],
    "groups": ["private", "preventTrusted", "supportDescMarkdown", "buckets"],
  ]) { $1 }

  /// Whole collections of Simply Plural that have no place here.
  static let simplyPluralRest: [String: Set<String>] = [
    "notes": ["member", "title", "note", "color", "date", "supportMarkdown"],
    "boardMessages": ["title", "message", "writtenBy", "writtenFor", "writtenAt", "read", "supportMarkdown"],
    "polls": [
      "name", "desc", "custom", "allowAbstain", "allowVeto", "endTime", "options", "color", "votes",
      "votes{}",
      "id", "vote", "comment", "supportDescMarkdown", "yes", "no", "veto", "abstain",
    ],
    "channels": ["name", "desc", "order", "category"],
    "channelCategories": ["name", "desc", "order", "channels"],
    "chatMessages": ["message", "channel", "writer", "writtenAt", "replyTo", "updatedAt"],
    "automatedReminders": ["name", "message", "action", "delayInHours", "type", "enabled"],
    "repeatedReminders": [
      "name", "message", "dayInterval", "time", "hour", "minute", "startTime", "year", "month", "day",
      "enabled",
    ],
    "privacyBuckets": ["name", "desc", "color", "icon", "rank"],
  ]
}

extension SystemFile {
  /// Keeps of a record what has no column here. What it lets everybody see is kept apart.
  mutating func keep(
    _ kind: String, _ id: String, _ json: JSON, by app: String? = nil, channel: String? = nil
  ) {
    let app = app ?? self.app.rawValue
    guard let names = KeptNames.of(kind, by: app) else { return }
    let privacy = app == App.pluralKit.rawValue ? PluralKitPrivacy(json).json : nil
    var text = json.keeping(names)
    if let channel, json["channel"] == nil {
      text = text.map { "\($0.dropLast()),\"channel\":\(JSONString.encode(channel))}" }
    }
    guard text != nil || privacy != nil else { return }
    kept.append(Kept(app: app, kind: kind, id: id, json: text ?? "{}", privacy: privacy))
  }
}
