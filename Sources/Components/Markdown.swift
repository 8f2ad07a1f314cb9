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
    return Html(nofollow(render(source)))
  }

  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

  private static func render(_ source: String) -> String {
    let options = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_GITHUB_PRE_LANG
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

  /// cmark escapes quotes in text, so `<a href=` in its output is always a link that it made itself.
  private static func nofollow(_ html: String) -> String {
    html.contains("<a href=") ? html.replacing("<a href=", with: "<a rel=\"nofollow ugc\" href=") : html
  }

  private static func isTooDeep(_ source: String) -> Bool {
    source.split(separator: "\n").contains { line in
      let marks = line.utf8.prefix { " \t>*-+0123456789.)".utf8.contains($0) }
      let indent = marks.filter { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
      return marks.count { $0 == UInt8(ascii: ">") } > deepest || indent > deepest * 4
        || line.utf8.count { $0 == UInt8(ascii: "|") } > widestTable + 1
        || isBracketPile(line)
    }
  }

  /// Hundreds of openings in a row are no writing, and the other thing that costs a parser dearly.
  private static func isBracketPile(_ line: Substring) -> Bool {
    line.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "!") } > 500
  }
}
