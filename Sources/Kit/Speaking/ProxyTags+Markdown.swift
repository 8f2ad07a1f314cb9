extension ProxyTags {
  /// What people write that these would take for their own, in a sentence; nil if they look like nothing else.
  public var warning: String? {
    let before = String(prefix.droppingBlanksAtEnd)
    switch true {
    case before.hasSuffix("\\"):
      return "A backslash at the end goes with the tag, so that Markdown doesn't see it."
    case before.hasPrefix(">"):
      return
        "Quotes begin like this, and tags don't look at quotes: a text of more than a quote is not taken."
    case before.hasPrefix("```"), before.hasPrefix("~~~"): return Self.like("Code begins")
    case suffix.isEmpty && ["-", "+", "*"].contains(before), suffix.isEmpty && Self.isNumbering(before):
      return Self.like("Lists begin")
    case suffix.isEmpty && !before.isEmpty && before.count < 7 && before.allSatisfy({ $0 == "#" }):
      return Self.like("Headings begin")
    case before.hasPrefix("<"): return Self.like("Links begin")
    case prefix == suffix && ["*", "**", "_", "__", "~~", "`"].contains(prefix):
      return Self.like("Stressed words and code stand")
    case suffix.isEmpty && before == "|": return Self.like("Tables begin")
    default: return nil
    }
  }

  private static func like(_ what: String) -> String {
    "\(what) like this too, and would be taken for these tags. Begin such a text with a backslash, and your account "
      + "posts it."
  }

  private static func isNumbering(_ text: String) -> Bool {
    guard let last = text.last, last == "." || last == ")" else { return false }
    let digits = text.dropLast()
    return !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
