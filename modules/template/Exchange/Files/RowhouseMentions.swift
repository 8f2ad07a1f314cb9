import Kit
import TemplateSystems

/// In our own archive the alter who is mentioned is called as in its list, because numbers are another site's.
extension RowhouseFile: NamesMentioned {
  static func token(of name: String) -> String { "@{\(Percent.encode(name).replacing("%2F", with: "/"))}" }

  /// What names nobody in the archive stands as it is.
  mutating func naming(_ text: String) -> String {
    guard Mentions.isIn(text) else { return text }
    return text.replacing(/@\{([^{}]{1,1300})\}/) { match -> String in
      guard let key = Self.key(Percent.decode(match.1.utf8)), mentionable.contains(key) else {
        return String(match.0)
      }
      return file.mentions.token(of: key)
    }
  }
}
