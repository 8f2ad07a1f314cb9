import Foundation
import Testing

@testable import TemplateExchange
@testable import TemplateSystems

/// What PluralKit does with a file that somebody imports into an empty system, by its own rules: it stops at the
/// first thing that it does not take.
struct PluralKitImporter {
  struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }

  struct Switch: Equatable, CustomStringConvertible {
    let timestamp: String
    let members: [String]
    var description: String { "\(timestamp) \(members)" }
  }

  private(set) var members: [String: JSON] = [:]
  private(set) var groups: [String: JSON] = [:]
  private(set) var switches: [Switch] = []
  let system: JSON

  init(_ bytes: [UInt8]) throws {
    system = try JSON(bytes)
    try Self.require(!system.has("tuppers") && system["switches"]?.kind == .list, "File type is unknown.")
    try Self.check(system, "system", ["name": 100, "description": 1000, "tag": 79, "pronouns": 100])
    try Self.checkPrivacy(system, PluralKitPrivacy.ofSystem)
    for account in system["accounts"]?.items ?? [] {
      try Self.require(UInt64(account.raw) != nil, "an account is no number")
    }
    try Self.require(system["webhook_url"] == nil, "a webhook's address is in it")
    try readMembers()
    try readGroups()
    try readSwitches()
  }

  private static func require(_ isGood: Bool, _ words: String) throws {
    guard isGood else { throw Refusal(words) }
  }

  private static func check(_ json: JSON, _ what: String, _ longest: [String: Int]) throws {
    for (name, most) in longest {
      let length = json[name]?.text?.utf16.count ?? 0
      try require(length <= most, "Field \(name) in \(what) is too long (\(length) > \(most)).")
    }
    for name in ["avatar_url", "webhook_avatar_url", "banner", "icon"] {
      guard let address = json[name]?.text else { continue }
      try require(address.utf16.count <= 256 && address.hasPrefix("http"), "Field \(name) is invalid.")
    }
    if let color = json["color"]?.text {
      try require(color.wholeMatch(of: /[0-9a-fA-F]{6}/) != nil, "Field color is invalid.")
    }
  }

  /// What is missing or null would be public.
  private static func checkPrivacy(_ json: JSON, _ keys: [String]) throws {
    for key in keys {
      let level = json["privacy"]?[key]?.text ?? ""
      try require(level == "public" || level == "private", "\(key) is \(level)")
    }
  }

  private mutating func readMembers() throws {
    let list = system["members"]?.items ?? []
    try Self.require(list.count <= 1000, "Import would exceed the maximum number of members (1000).")
    for member in list {
      guard let id = member["id"]?.text, let name = member["name"]?.text, !name.isEmpty else {
        throw Refusal("Member name can not be set to null.")
      }
      try Self.check(
        member, "member \(name)", ["name": 100, "display_name": 100, "pronouns": 100, "description": 1000])
      try Self.checkPrivacy(member, PluralKitPrivacy.ofMember)
      if let day = member["birthday"]?.text { try Self.require(SourceMoment.isDay(day), "birthday \(day)") }
      let tags = member["proxy_tags"]?.items ?? []
      try Self.require(tags.count <= 100, "proxy_tags")
      for tag in tags {
        let text = (tag["prefix"]?.text ?? "") + "text" + (tag["suffix"]?.text ?? "")
        try Self.require(text.utf16.count <= 100, "proxy_tags")
      }
      try Self.require(Int32(member["message_count"]?.raw ?? "") != nil, "message_count")
      try Self.require(member["keep_proxy"]?.bool != nil, "keep_proxy")
      try Self.require(members.updateValue(member, forKey: id) == nil, "two members \(id)")
    }
  }

  private mutating func readGroups() throws {
    let list = system["groups"]?.items ?? []
    try Self.require(list.count <= 250, "Import would exceed the maximum number of groups (250).")
    for group in list {
      guard let id = group["id"]?.text, let name = group["name"]?.text, !name.isEmpty else {
        throw Refusal("Group name can not be set to null.")
      }
      try Self.check(group, "group \(name)", ["name": 100, "display_name": 100, "description": 1000])
      try Self.checkPrivacy(group, PluralKitPrivacy.ofGroup)
      for member in group["members"]?.items ?? [] {
        try Self.require(members[member.text ?? ""] != nil, "group member \(member.raw)")
      }
      groups[id] = group
    }
  }

  private mutating func readSwitches() throws {
    let list = system["switches"]?.items ?? []
    try Self.require(list.count <= 100_000, "Too many switches present in import file.")
    for item in list {
      guard let timestamp = item["timestamp"]?.text, SourceMoment.iso(timestamp) != nil,
        timestamp.hasSuffix("Z")
      else {
        throw Refusal("Switch timestamp is not an valid timestamp.")
      }
      let ids = item["members"]?.items.compactMap(\.text) ?? []
      try Self.require(ids.count <= 100, "too many members (\(ids.count) > 100).")
      try Self.require(
        ids.allSatisfy { members[$0] != nil },
        "One or more switches include members that haven't been imported.")
      try Self.require(switches.last?.timestamp != timestamp, "two switches at \(timestamp)")
      switches.append(Switch(timestamp: timestamp, members: ids))
    }
    let moments = switches.compactMap { SourceMoment.iso($0.timestamp)?.moment }
    try Self.require(
      zip(moments, moments.dropFirst()).allSatisfy { $0 > $1 }, "the newest does not come first")
  }
}
