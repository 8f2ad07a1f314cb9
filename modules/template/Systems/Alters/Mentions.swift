import GRDB
import Kit
import Templating

/// The alters whom texts of a system mention, as one onlooker may know them. In a text `@{12}` stands for the alter
/// of that number in the same system: it reads as their name of now, or as “someone”.
package struct Mentions: Sendable {
  package static let someone = "someone"
  package static let nobody: Int64 = 0

  private let names: [Int64: String]
  /// The site's own alters have no page.
  private let hasPages: Bool

  /// One statement for all the texts of a page, and none where nobody is mentioned.
  package init(in texts: [String], of account: Int64?, for onlooker: Onlooker, _ db: Database) throws {
    try self.init(Set(texts.flatMap(Self.ids)), account, onlooker, db)
  }

  /// Whoever could be mentioned.
  package static func ofAnybody(in account: Int64, for onlooker: Onlooker, _ db: Database) throws -> Mentions
  {
    let ids = try Int64.fetchSet(
      db, sql: "SELECT id FROM template_alter WHERE account_id = ?", arguments: [account])
    return try Mentions(ids, account, onlooker, db)
  }

  private init(_ ids: Set<Int64>, _ account: Int64?, _ onlooker: Onlooker, _ db: Database) throws {
    hasPages = account != nil
    names = try ids.isEmpty ? [:] : Self.names(ids, account, onlooker, db)
  }

  /// What others call them, of those whom they may know. Who was archived is their account's alone.
  private static func names(
    _ ids: Set<Int64>, _ account: Int64?, _ onlooker: Onlooker, _ db: Database
  ) throws -> [Int64: String] {
    let known: StatementArguments = [
      "ids": ids.json, "account": account, "isOwner": onlooker == .owner, "hidden": someone,
    ]
    return try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT id, CASE WHEN :isOwner THEN name WHEN display_name <> '' THEN display_name
            WHEN \(Onlooker.fieldFilter(.name, of: "a.id")) THEN name ELSE :hidden END
          FROM template_alter a WHERE id IN (SELECT value FROM json_each(:ids)) AND account_id IS :account
            AND (:isOwner OR archived_at IS NULL AND \(Onlooker.filter("visibility", .alter, of: "a.id")))
          """), arguments: known + onlooker.binds
    ).reduce(into: [:]) { $0[$1[0]] = $1[1] }
  }
}

extension Mentions {
  package static func token(_ id: Int64) -> String { "@{\(id)}" }

  /// Most texts mention nobody, and need no closer look.
  package static func isIn(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "{")) && text.contains("@{")
  }

  private static var pattern: Regex<(Substring, Substring)> { /@\{([0-9]{1,19})\}/ }

  private static func ids(_ text: String) -> [Int64] {
    isIn(text) ? text.matches(of: pattern).compactMap { Int64($0.1) } : []
  }

  package static func replacing(_ text: String, _ words: (Int64) -> String) -> String {
    guard isIn(text) else { return text }
    return text.replacing(pattern) { words(Int64($0.1) ?? nobody) }
  }
}

/// How a text reads.
extension Mentions {
  /// Markdown for other programs, in which a name stays what it is.
  package func markdown(_ text: String) -> String {
    Self.replacing(text) { id in names[id].map(Self.escaped) ?? Self.someone }
  }

  private static func escaped(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      if "\\`*_[]<>&|~#!".contains(character) { text.append("\\") }
      text.append(character)
    }
  }

  /// A text of lines.
  func view(_ text: String) -> Value {
    guard Self.isIn(text) else { return .text(text) }
    return Self.bounded(Self.replacing(Html(escaping: text).string, link))
  }

  /// A text that was cooked. In it a tag is always a tag, because what people type is escaped.
  func view(cooked: Value) -> Value {
    guard case .html(let html) = cooked else {
      if case .text(let text) = cooked { return view(text) }
      return cooked
    }
    guard html.contains("@{") || html.contains("@%7B") else { return cooked }
    var isInLink = false
    return Self.bounded(
      html.replacing(/<[^>]*>|@\{([0-9]{1,19})\}/) { part in
        guard let number = part.1 else {
          if part.0.hasPrefix("<a ") { isInLink = true } else if part.0 == "</a>" { isInLink = false }
          return Self.bare(part.0)
        }
        let id = Int64(number) ?? Self.nobody
        return isInLink ? name(id) : link(id)
      })
  }

  /// Within a tag nobody is named.
  private static func bare(_ tag: Substring) -> String {
    tag.replacing(/@(?:\{|%7[Bb])[0-9]{1,19}(?:\}|%7[Dd])/, with: someone).description
  }

  private func name(_ id: Int64) -> String {
    names[id].map { "<bdi>\(Html(escaping: $0).string)</bdi>" } ?? Self.someone
  }

  private func link(_ id: Int64) -> String {
    hasPages && names[id] != nil ? "<a href=\"/alters/\(id)\">\(name(id))</a>" : name(id)
  }

  /// A name may be longer than what stands for it.
  private static func bounded(_ html: String) -> Value { Html(kept: html).value }
}
