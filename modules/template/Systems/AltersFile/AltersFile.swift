import Foundation
import Kit

/// alters.csv as it was read: who is in the system and who fronts.
struct AltersFile: Sendable, Equatable {
  /// The columns that we know, in the order in which we write them. Others are kept as they are.
  enum Column: String, Sendable, CaseIterable {
    case alter, fronting, position, name, pronouns, color, visibility
    case frontVisibility = "front_visibility"
    case kind, since, status
  }

  /// What a file does not say (it has no such column) is nil and stays as it was.
  struct Row: Sendable, Equatable {
    let slug: String
    let isFronting: Bool
    var position: Int?
    var name: String?
    var pronouns: String?
    var color: String?
    var visibility: Visibility?
    var frontVisibility: Visibility?
    var kind: Alter.Kind?
    var since: Moment?
    var status: String?
    /// Cells of columns that we don't know, in their order.
    var others: [String] = []
  }

  static let name = "alters.csv"
  static let mostBytes = 262_144
  static let mostRows = 500

  /// What a site starts with.
  static let first = "alter,fronting\nseles,1\ndexen,0\nyuki,0\n"

  /// Of columns that we don't know, by alter and column.
  typealias Cells = [String: [String: String]]

  let rows: [Row]
  /// The names of columns that we don't know.
  let otherColumns: [String]
  /// All that is wrong, by line. With an error among them the file may not be taken.
  let problems: [AltersProblem]

  var errors: [AltersProblem] { problems.filter(\.isError) }
}

extension AltersFile {
  /// Words that mean something else where alters have their folders.
  static let reserved: Set<String> = [
    "global", "base", "default", "none", "all", "site", "module", "partials", "static", "admin", "api",
    "errors", "preview", "neutral", "layout", "template", "together",
    "high-contrast",
  ]

  /// `rrggbb` of what is written with or without its #; of `#rgb` only with it, because a number may have lost
  /// its zeros.
  static func color(_ text: String) -> String? {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    let isShort = text.hasPrefix("#") && digits.utf8.count == 3
    let all = isShort ? digits.map { "\($0)\($0)" }.joined() : String(digits)
    let isHex = all.utf8.count == 6 && all.allSatisfy { $0.isASCII && $0.isHexDigit }
    return isHex ? all.lowercased() : nil
  }

  /// One line of plain text: no controls, nothing that turns the direction of what follows.
  static func isPlain(_ text: String, most: Int) -> Bool { PlainText.isLine(text, longest: most) }
}
