import Kit

/// A kind of file that is read. A new one is a case of `SystemFile.App` with its title, a reader beside these, and
/// a line in `all`.
package struct FileFormat: Sendable {
  let app: SystemFile.App
  let isIts: @Sendable (JSON) -> Bool
  let read: @Sendable (JSON, Moment) throws -> SystemFile

  /// In the order in which a file is tried: what only one program writes comes before what several do.
  static let all = [
    FileFormat(app: .rowhouse, isIts: { $0.has("rowhouse_system") }) { try RowhouseFile.read($0, now: $1) },
    FileFormat(app: .tupperbox, isIts: { $0.has("tuppers") }) { json, _ in TupperboxFile.read(json) },
    FileFormat(app: .pluralKit, isIts: isPluralKit) { try PluralKitFile.read($0, now: $1) },
    FileFormat(app: .simplyPlural, isIts: isSimplyPlural) { SimplyPluralFile.read($0, now: $1) },
  ]

  /// “PluralKit, Simply Plural, Tupperbox or Rowhouse”
  package static let titles: String = {
    let titles = SystemFile.App.allCases.map(\.title)
    return "\(titles.dropLast().joined(separator: ", ")) or \(titles.last ?? "")"
  }()

  /// One without a history has members alone.
  private static func isPluralKit(_ json: JSON) -> Bool {
    json.has("switches") || json["members"]?.items.first?.has("proxy_tags") ?? false
  }

  /// Collections that only it has, or documents of its database.
  private static func isSimplyPlural(_ json: JSON) -> Bool {
    ["frontHistory", "frontStatuses", "customFronts", "customFields", "fronters"].contains(where: json.has)
      || ["members", "users"].contains { name in
        json[name]?.members.isEmpty == false || json[name]?.items.first?.has("_id") == true
      }
  }
}
