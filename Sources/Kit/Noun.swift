import Templating

/// What a member of a system is called here: one word with its plural, as sentences need them.
public struct Noun: Sendable, Equatable {
  public let one: String
  public let many: String

  public init(one: String, many: String) { (self.one, self.many) = (one, many) }

  public static let known = [
    "alter": "alters", "headmate": "headmates", "member": "members", "part": "parts",
  ]
  /// Stands for words of the site's own.
  public static let own = "own"

  /// With its article: "an alter", "a headmate".
  public var a: String { "\(Self.startsWithVowelSound(one) ? "an" : "a") \(one)" }

  /// As they begin a sentence.
  public var capitalOne: String { Self.capital(one) }
  public var capitalMany: String { Self.capital(many) }
  public var capitalA: String { Self.capital(a) }

  private static func capital(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

  /// By sound: "a unit", "a one", "an hour", "an elf".
  private static func startsWithVowelSound(_ word: String) -> Bool {
    let word = word.lowercased()
    if ["uni", "use", "usu", "uto", "eu", "ewe", "one", "once"].contains(where: word.hasPrefix) {
      return word.hasPrefix("unin") || word.hasPrefix("unim")
    }
    if ["heir", "hono", "hour", "honest"].contains(where: word.hasPrefix) { return true }
    return word.first.map { "aeiouàáâäåæèéêëìíîïòóôöøùúûü".contains($0) } ?? false
  }
}

extension SiteSettings {
  public var noun: Noun { Noun(of: self[.siteNounKind], one: self[.siteNoun], many: self[.siteNouns]) }
}

extension Noun {
  /// Words of one's own that are half there are the usual ones.
  init(of kind: String, one: String, many: String) {
    let isOwn = kind == Self.own && !one.isEmpty && !many.isEmpty
    let word = Self.known[kind] == nil ? "alter" : kind
    self = isOwn ? Noun(one: one, many: many) : Noun(one: word, many: Self.known[word] ?? many)
  }

  /// What templates know of it, beside `site.noun` and `site.nouns`.
  var view: [(String, any Renderable)] {
    [
      ("noun", one), ("nouns", many), ("aNoun", a), ("capitalNoun", capitalOne),
      ("capitalNouns", capitalMany), ("capitalANoun", capitalA),
    ]
  }
}
