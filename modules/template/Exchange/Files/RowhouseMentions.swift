import Kit
import TemplateSystems

/// In our own archive the alter who is mentioned is called as in its list, because numbers are another site's.
extension RowhouseFile {
  static func token(of name: String) -> String { "@{\(Percent.encode(name).replacing("%2F", with: "/"))}" }

  mutating func text(_ record: SourceRecord, _ name: String, as limit: TextLimit = .description) -> String {
    guard let text = record.json[name]?.text, Mentions.isIn(text) else {
      return record.body(name, as: limit, &file.remarks)
    }
    return SourceText.body(naming(text), limit, &file.remarks)
  }

  mutating func line(_ record: SourceRecord, _ name: String, as limit: TextLimit) -> String {
    guard let text = record.json[name]?.text, Mentions.isIn(text) else {
      return record.line(name, as: limit, &file.remarks)
    }
    return SourceText.line(naming(text), limit, &file.remarks)
  }

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
