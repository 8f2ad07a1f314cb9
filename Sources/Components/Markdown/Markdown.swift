import CMarkdown
import Foundation
import Kit
import Templating

/// Cooks what people wrote: cmark-gfm, raw HTML off, links nofollow, images only of the site's pictures. What
/// goes in is bounded first, because some of it costs cmark quadratic time or memory; what comes out is
/// bounded because every reader pays for it.
enum Markdown {
  static let longest = 32_768
  static let mostLinks = 500
  static let mostPictures = 20

  /// Throws `Fault` 422 for what is too long, too deep, or would become too large.
  static func cook(_ source: String, keepingLines: Bool = false) throws -> Html {
    guard source.utf8.count <= longest else {
      throw Fault.invalid("This is too long: \(source.utf8.count) bytes, where \(longest) are the most.")
    }
    if let objection = MarkdownScan.objection(to: source) { throw Fault.invalid(objection) }
    guard let tree = MarkdownTree(source) else { return Html("") }
    try check(tree.withoutForeignImages())
    return try checked(FinishedHtml.of(tree.html(keepingLines: keepingLines)))
  }

  /// Before it is rendered: a reference can be used a thousand times.
  private static func check(_ tally: MarkdownTree.Tally) throws {
    guard tally.links <= mostLinks else {
      throw Fault.invalid("This has \(tally.links) links; \(mostLinks) are the most. Split it into two.")
    }
    guard tally.pictures <= mostPictures else {
      throw Fault.invalid("This shows \(tally.pictures) pictures; \(mostPictures) are the most.")
    }
    guard tally.bytes <= Html.largest else { throw tooLarge(tally.bytes) }
  }

  private static func checked(_ html: String) throws -> Html {
    guard html.utf8.count <= Html.largest else { throw tooLarge(html.utf8.count) }
    return Html(html)
  }

  private static func tooLarge(_ bytes: Int) -> Fault {
    Fault.invalid(
      """
      This would become too large to show: \(bytes >> 10) KB, where \(Html.largest >> 10) are the most. Its \
      tables, links or signs are too many; split it into two.
      """)
  }
}
