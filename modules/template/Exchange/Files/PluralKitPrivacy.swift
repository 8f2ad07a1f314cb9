import TemplateSystems

/// What a PluralKit record lets everybody see. Only a plain `public` opens anything: what PluralKit itself takes
/// for public when it is null or missing stays private here.
struct PluralKitPrivacy {
  private var levels: [String: Bool] = [:]

  init(_ json: JSON) {
    let said = json.all("privacy").filter { $0.kind != .null }
    for source in said.isEmpty ? [json] : said {
      // Files of the first version had one level for everything.
      if let word = source.text { for key in Self.keys { take(key, word == "public") } }
      for (name, value) in source.members where Self.keys.contains(name) {
        take(name, value.text == "public")
      }
    }
  }

  /// What is said twice is as private as the more private of both.
  private mutating func take(_ key: String, _ isPublic: Bool) {
    levels[key] = isPublic && levels[key] ?? true
  }

  func visibility(_ key: String) -> Visibility { levels[key] == true ? .everyone : .nobody }

  /// Fields of an alter that were not said to be public, though something was said of the record.
  var narrower: [String: Visibility] {
    guard !levels.isEmpty else { return [:] }
    return Self.fields.reduce(into: [:]) { fields, pair in
      if levels[pair.key] != true { fields[pair.value] = .nobody }
    }
  }

  /// A group here is seen whole or not at all: everybody may see it if nothing of it was said to be private.
  var ofWholeGroup: Visibility {
    levels["visibility"] == true && levels.values.allSatisfy(\.self) ? .everyone : .nobody
  }

  /// Of a system's record: whether anybody may see that there are groups.
  var showsGroups: Bool { levels.isEmpty || levels["group_list_privacy"] == true }

  /// All that was said, each explicitly; nil if nothing was.
  var json: String? {
    guard !levels.isEmpty else { return nil }
    var object = JSONObject()
    for (name, isPublic) in levels.sorted(by: { $0.key < $1.key }) {
      object.add(name, isPublic ? "public" : "private")
    }
    return object.text
  }

  /// PluralKit's keys of an alter's fields, and ours. It has none for the colour.
  static let fields = [
    "name_privacy": "name", "pronoun_privacy": "pronouns", "description_privacy": "description",
    "birthday_privacy": "birthday", "avatar_privacy": "avatar",
  ]

  static let ofSystem = [
    "name_privacy", "avatar_privacy", "description_privacy", "banner_privacy", "pronoun_privacy",
    "member_list_privacy", "group_list_privacy", "front_privacy", "front_history_privacy",
  ]
  static let ofMember = [
    "visibility", "name_privacy", "description_privacy", "banner_privacy", "birthday_privacy",
    "pronoun_privacy", "avatar_privacy", "metadata_privacy", "proxy_privacy",
  ]
  static let ofGroup = [
    "name_privacy", "description_privacy", "banner_privacy", "icon_privacy", "list_privacy",
    "metadata_privacy", "visibility",
  ]
  private static let keys = Set(ofSystem + ofMember + ofGroup)
}

extension PluralKitPrivacy {
  /// Each key said outright: PluralKit takes for public what is missing.
  static func text(_ keys: [String], _ isPublic: (String) -> Bool) -> String {
    var object = JSONObject()
    for key in keys { object.add(key, isPublic(key) ? "public" : "private") }
    return object.text
  }
}
