import CMarkdown
import Foundation
import Kit
import Templating

/// Cooks what people wrote: cmark-gfm, raw HTML off, links nofollow. Its input is bounded first, because
/// deep nesting costs it quadratic time.
enum Markdown {
  static let longest = 32_768
  static let deepest = 20
  static let widestTable = 50

  private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

  /// Throws `Fault` 422 for what is too long or too deep.
  static func cook(_ source: String) throws -> Html {
    guard source.utf8.count <= longest else {
      throw Fault.invalid("This is too long: \(source.utf8.count) bytes, where \(longest) are the most.")
    }
    guard !isTooDeep(source) else {
      throw Fault.invalid(
        "This nests more than \(deepest) levels deep, or has a table wider than \(widestTable) columns.")
    }
    _ = registered
    return Html(finished(render(source)))
  }

  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

  private static func render(_ source: String) -> String {
    let options = CMARK_OPT_VALIDATE_UTF8
    let parser = cmark_parser_new(options)
    defer { cmark_parser_free(parser) }
    for name in extensions {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    cmark_parser_feed(parser, source, source.utf8.count)
    guard let document = cmark_parser_finish(parser) else { return "" }
    defer { cmark_node_free(document) }
    guard let html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) else {
      return ""
    }
    defer { free(html) }
    return String(cString: html)
  }

  /// cmark escapes `<` in text, so these tags in its output are always its own. Links are not followed by
  /// search engines; code that is wider than the page can be scrolled by keyboard; a ticked box says so.
  private static let finishes = [
    ("<a href=", "<a rel=\"nofollow ugc\" href="),
    ("<pre>", "<pre tabindex=\"0\">"),
    ("<input type=\"checkbox\" checked", "<input type=\"checkbox\" aria-label=\"Done\" checked"),
    ("<input type=\"checkbox\" disabled", "<input type=\"checkbox\" aria-label=\"To do\" disabled"),
  ]

  /// All of them in one walk over the bytes: most texts have none.
  private static func finished(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 256)
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") {
      guard let finish = finishes.first(where: { bytes[index...].starts(with: $0.0.utf8) }) else { continue }
      output += bytes[start..<index]
      output += finish.1.utf8
      start = index + finish.0.utf8.count
    }
    return start == 0 ? html : String(decoding: output + bytes[start...], as: UTF8.self)
  }

  /// In one walk over the bytes: most texts are plain, and all of them come through here.
  private static func isTooDeep(_ source: String) -> Bool {
    var source = source
    return source.withUTF8 { bytes in
      var line = Line()
      for byte in bytes {
        guard byte == UInt8(ascii: "\n") else {
          line.take(byte)
          continue
        }
        if line.isTooDeep { return true }
        line = Line()
      }
      return line.isTooDeep
    }
  }

  /// What a line has opened so far.
  private struct Line {
    private var isStart = true
    private var (quotes, indent, bars, openings) = (0, 0, 0, 0)

    /// Hundreds of openings in a row are no writing, and the other thing that costs a parser dearly.
    var isTooDeep: Bool {
      quotes > deepest || indent > deepest * 4 || bars > widestTable + 1 || openings > 500
    }

    mutating func take(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: ">") where isStart: quotes += 1
      case UInt8(ascii: " ") where isStart, UInt8(ascii: "\t") where isStart: indent += 1
      case UInt8(ascii: "|"): bars += 1
      case UInt8(ascii: "["), UInt8(ascii: "!"): openings += 1
      default: break
      }
      isStart = isStart && isMark(byte)
    }
  }

  /// What may stand before the text of a line and open a level.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x20, 0x2A, 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x29, 0x3E: true
    default: false
    }
  }
}
