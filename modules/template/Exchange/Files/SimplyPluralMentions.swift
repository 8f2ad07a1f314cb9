import Kit

/// Simply Plural mentions somebody by their id. Here it is their name, wherever a text can hold one.
extension SimplyPluralFile {
  /// Markdown, in which a name stays what it is.
  mutating func text(_ record: SourceRecord, _ name: String) -> String {
    let text = record.json[name]?.text ?? ""
    guard Self.mentions(text) else { return record.body(name, &file.remarks) }
    return SourceText.body(naming(text, Self.escaped), .description, &file.remarks)
  }

  /// Text of many lines, shown as it is.
  mutating func plain(_ record: SourceRecord, _ name: String, as limit: TextLimit) -> String {
    let text = record.json[name]?.text ?? ""
    guard Self.mentions(text) else { return record.body(name, as: limit, &file.remarks) }
    return SourceText.body(naming(text), limit, &file.remarks)
  }

  mutating func line(_ record: SourceRecord, _ name: String, as limit: TextLimit) -> String {
    let text = record.json[name]?.text ?? ""
    guard Self.mentions(text) else { return record.line(name, as: limit, &file.remarks) }
    return SourceText.line(naming(text), limit, &file.remarks)
  }

  func naming(_ text: String, _ write: (String) -> String = { $0 }) -> String {
    guard Self.mentions(text) else { return text }
    return text.replacing(/<###@([^#<>]{1,100})###>/) { match in
      let name = names[String(match.1)] ?? ""
      return "@\(name.isEmpty ? "somebody" : write(name))"
    }
  }

  private static func mentions(_ text: String) -> Bool { text.contains("<###@") }

  private static func escaped(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      if "\\`*_[]<>&|~#!".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
