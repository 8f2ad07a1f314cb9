import Kit

/// Simply Plural mentions somebody by their id, and so do we, wherever a text can hold one.
extension SimplyPluralFile: NamesMentioned {
  mutating func naming(_ text: String) -> String {
    guard Self.mentions(text) else { return text }
    return text.replacing(/<###@([^#<>]{1,100})###>/) { match in
      let key = file.key(String(match.1))
      return file.mentions.token(of: key)
    }
  }

  private static func mentions(_ text: String) -> Bool { text.contains("<###@") }
}
