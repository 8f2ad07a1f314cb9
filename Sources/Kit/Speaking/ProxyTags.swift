/// Text before and after what somebody writes that says who writes it: `S:`, or `[` and `]`.
public struct ProxyTags: Sendable, Hashable {
  public let prefix: String
  public let suffix: String

  /// What stands outside of a text is never matched, so blanks there are not part of them.
  public init(prefix: String, suffix: String) {
    self.prefix = String(prefix.drop(while: \.isWhitespace))
    self.suffix = String(suffix.droppingBlanksAtEnd)
  }

  /// How much they say: the longest goes first.
  public var length: Int { prefix.count + suffix.count }

  /// What stands between them, without the blanks around it; nil if the text is not between them. Whole
  /// characters are compared, so that half an emoji is nobody's tag.
  public func inner(of text: String, isExact: Bool) -> String? {
    guard !matchesEverything else { return nil }
    if let inner = strip(text.trimmed[...], prefix[...], suffix[...], isExact) {
      return String(inner).trimmed
    }
    // Nothing but the tags: with the blanks that belong to them. Without those it is a word.
    let begun = prefix.isEmpty ? text[...] : text.drop(while: \.isWhitespace)
    let whole = suffix.isEmpty ? begun : begun.droppingBlanksAtEnd
    guard let rest = strip(whole, prefix[...], suffix[...], isExact), rest.allSatisfy(\.isWhitespace) else {
      return nil
    }
    return ""
  }

  /// Whether nobody could tell them apart in a text.
  public func isSame(as other: ProxyTags) -> Bool {
    let key: (String) -> [String] = { $0.map { $0.asInTags(isExact: true) } }
    return key(prefix) == key(other.prefix) && key(suffix) == key(other.suffix)
  }

  private func strip(
    _ text: Substring, _ before: Substring, _ after: Substring, _ isExact: Bool
  ) -> Substring? {
    var rest = text
    for character in before {
      guard let first = rest.popFirst(), first.is(character, isExact) else { return nil }
    }
    for character in after.reversed() {
      guard let last = rest.popLast(), last.is(character, isExact) else { return nil }
    }
    return rest
  }
}

extension ProxyTags {
  /// The longest that either may be.
  public static let longest = 100

  /// They hold no character that could be told from a text's own blanks.
  public var matchesEverything: Bool { !PlainText.showsSomething(prefix + suffix) }

  /// Why nobody can have these, in a sentence; nil if they are fine.
  public var problem: String? {
    if matchesEverything { return "Write something before or after the text: these would match everything." }
    if prefix.hasPrefix("\\") {
      return "A backslash at the beginning means that you post as your account, so no tag begins with one."
    }
    if prefix.count > Self.longest || suffix.count > Self.longest {
      return "Each side has at most \(Self.longest) characters."
    }
    let objection = [prefix, suffix].lazy.compactMap {
      PlainText.objection(toLine: $0, longest: Self.longest)
    }.first
    return objection?.sentence(about: "A tag")
  }
}

extension Character {
  fileprivate func `is`(_ other: Character, _ isExact: Bool) -> Bool {
    self == other || asInTags(isExact: isExact) == other.asInTags(isExact: isExact)
  }
}

extension Character {
  /// As it is compared: any blank is a blank, and whether an emoji shall be drawn in colour (a variation selector,
  /// which some keyboards send and others don't) makes it no other one.
  func asInTags(isExact: Bool) -> String {
    let scalars = bareScalars
    if scalars.count == 1, isWhitespace, !isNewline { return " " }
    return isExact ? String(scalars) : String(scalars).lowercased()
  }

  /// Without variation selectors, unless it is nothing else.
  private var bareScalars: String.UnicodeScalarView {
    guard unicodeScalars.contains(where: Self.isSelector) else { return String(self).unicodeScalars }
    let bare = String.UnicodeScalarView(unicodeScalars.filter { !Self.isSelector($0) })
    return bare.isEmpty ? String(self).unicodeScalars : bare
  }

  private static func isSelector(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
  }
}

extension StringProtocol {
  /// Without the blanks and empty lines around it.
  var trimmed: String { String(drop(while: \.isWhitespace).droppingBlanksAtEnd) }

  var droppingBlanksAtEnd: SubSequence {
    var rest = self[...]
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return rest
  }
}
