import Templating

extension Html {
  /// Whether a cooked text shows nothing at all: no words, no picture, no line, no box. In it a tag is always
  /// a tag, because what people type is escaped.
  public var isNothing: Bool {
    var rest = string[...]
    while let opening = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
      if PlainText.showsSomething(rest[..<opening]) { return false }
      let tag = rest[opening...]
      if Self.shown.contains(where: tag.hasPrefix) { return false }
      guard let closing = tag.utf8.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = tag[closing...].dropFirst()
    }
    return !PlainText.showsSomething(rest)
  }

  private static let shown = ["<img", "<hr", "<input"]
}
