/// What cmark rendered, with what readers need: links are not followed by search engines; code that is wider
/// than the page can be scrolled by keyboard; a ticked box says so; each block stands in the direction of its
/// first words. Cmark escapes `<` in text, so a tag in its output is always its own.
enum FinishedHtml {
  /// All of it in one walk over the bytes.
  static func of(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 256)
    var (start, depth) = (0, 0)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") {
      let tag = bytes[index...]
      if let change = change(of: tag, isOutermost: depth == 0) {
        output += bytes[start..<index]
        output += change.new.utf8
        start = index + change.old.utf8.count
      }
      depth += step(tag)
    }
    return start == 0 ? html : String(decoding: output + bytes[start...], as: UTF8.self)
  }

  private typealias Change = (old: String, new: String)

  private static func change(of tag: ArraySlice<UInt8>, isOutermost: Bool) -> Change? {
    changes.first { tag.starts(with: $0.old.utf8) }
      ?? (isOutermost ? blocks.first { tag.starts(with: $0.old.utf8) } : nil)
  }

  private static let changes: [Change] = [
    ("<a href=", "<a rel=\"nofollow ugc\" href="),
    ("<pre>", "<pre tabindex=\"0\">"),
    ("<input type=\"checkbox\" checked", "<input type=\"checkbox\" aria-label=\"Done\" checked"),
    ("<input type=\"checkbox\" disabled", "<input type=\"checkbox\" aria-label=\"To do\" disabled"),
  ]

  /// The outermost alone: a list whose items have directions of their own would find none for its marks. What
  /// is inside turns by the style sheet.
  private static let blocks: [Change] = [
    "p", "ul", "ol", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6",
  ]
  .flatMap { [("<\($0)>", "<\($0) dir=\"auto\">"), ("<\($0) ", "<\($0) dir=\"auto\" ")] }

  private static let alone = ["<br", "<hr", "<img", "<input", "<!"]

  /// How much deeper what follows the tag stands.
  private static func step(_ tag: ArraySlice<UInt8>) -> Int {
    if tag.dropFirst().first == UInt8(ascii: "/") { return -1 }
    return alone.contains { tag.starts(with: $0.utf8) } ? 0 : 1
  }
}
