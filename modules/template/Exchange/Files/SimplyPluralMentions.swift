import Kit

/// Simply Plural mentions somebody by their id, and so do we, wherever a text can hold one.
extension SimplyPluralFile {
  /// Text of many lines.
  mutating func text(
    _ record: SourceRecord, _ name: String, as limit: TextLimit = .description
  ) -> String {
    guard let text = record.json[name]?.text, Self.mentions(text) else {
      return record.body(name, as: limit, &file.remarks)
    }
    return SourceText.body(naming(text), limit, &file.remarks)
  }

  mutating func line(_ record: SourceRecord, _ name: String, as limit: TextLimit) -> String {
    guard let text = record.json[name]?.text, Self.mentions(text) else {
      return record.line(name, as: limit, &file.remarks)
    }
    return SourceText.line(naming(text), limit, &file.remarks)
  }

  mutating func naming(_ text: String) -> String {
    guard Self.mentions(text) else { return text }
    return text.replacing(/<###@([^#<>]{1,100})###>/) { match in
      let key = file.key(String(match.1))
      return file.mentions.token(of: key)
    }
  }

  private static func mentions(_ text: String) -> Bool { text.contains("<###@") }
}
