import Templating

extension Html {
  /// What a text may become: three times the longest source, so that code full of `<` and `&` fits, and the
  /// twenty posts of a page make two megabytes at most.
  public static let largest = 102_400

  /// Cooked HTML as it was kept, by whatever rules held then: it ends after the last block that fits, and of
  /// images that are no pictures of the site there are the words.
  public init(kept html: String, most: Int = largest) {
    let short = html.utf8.count <= most ? html : Self.shortened(html, most)
    self.init(short.contains("<img") ? Self.withoutForeignImages(short) : short)
  }

  /// Whether an address is that of a picture that people keep here. No other address of the site is asked for
  /// by whoever reads.
  public static func isPicture(_ address: some StringProtocol) -> Bool {
    String(address).wholeMatch(of: /\/pictures\/[0-9A-Za-z_-]{1,64}/) != nil
  }

  static let rest = "<p>The rest of this text is too large to be shown.</p>\n"

  /// The blocks that fit. In cooked HTML a tag is always a tag, because what people type is escaped.
  private static func shortened(_ html: String, _ most: Int) -> String {
    let bytes = html.utf8.prefix(most)
    var (depth, end) = (0, bytes.startIndex)
    var index = bytes.startIndex
    while let opening = bytes[index...].firstIndex(of: UInt8(ascii: "<")),
      let closing = bytes[opening...].firstIndex(of: UInt8(ascii: ">"))
    {
      let next = bytes.index(after: closing)
      if bytes[bytes.index(after: opening)] == UInt8(ascii: "/") {
        depth -= 1
      } else if bytes[bytes.index(before: closing)] != UInt8(ascii: "/") {
        depth += 1
      }
      if depth == 0 { end = next }
      index = next
    }
    return String(html[..<end]) + "\n" + rest
  }

  private static func withoutForeignImages(_ html: String) -> String {
    html.replacing(/<img src="([^"]*)" alt="([^"]*)"[^>]*>/) { image in
      isPicture(image.1) ? image.0 : image.2
    }
  }
}
