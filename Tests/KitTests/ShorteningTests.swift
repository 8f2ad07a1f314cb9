import Foundation
import Kit
import Templating
import Testing

@Suite struct ShorteningTests {
  private static let rest = "<p>The rest of this text is too large to be shown.</p>"

  @Test func whatFitsStaysAsItIs() {
    #expect(Html(kept: "<p>a</p>\n").string == "<p>a</p>\n")
  }

  @Test func whatIsTooLargeEndsAfterABlock() {
    let blocks = "<p>a<br />b</p>\n<blockquote>\n<p>c</p>\n</blockquote>\n<hr />\n"
    let html = Html(
      kept: blocks + "<p>\(String(repeating: "é", count: 100))</p>", most: blocks.utf8.count + 20
    ).string
    #expect(html.hasPrefix(blocks.dropLast()) && html.hasSuffix(Self.rest + "\n") && !html.contains("é"))
  }

  @Test func noElementIsLeftOpenWhereverItEnds() {
    let block = "<p>a <strong>b</strong> <img src=\"/pictures/x\" alt=\"c &gt; d\" /></p>\n"
    let list = "<ul>\n<li><input type=\"checkbox\" disabled=\"\" /> a</li>\n</ul>\n"
    for most in 1..<(block.utf8.count * 2 + list.utf8.count) {
      let html = Html(kept: block + list + block, most: most).string
      #expect(html.hasSuffix(Self.rest + "\n"))
      for name in ["p", "ul", "li", "strong"] {
        #expect(
          html.components(separatedBy: "<\(name)>").count == html.components(separatedBy: "</\(name)>").count)
      }
    }
  }

  @Test func ofImagesFromAnywhereElseTheWordsAreLeft() {
    #expect(
      Html(
        kept:
          "<p><img src=\"/forums/\" alt=\"a &quot;b\" title=\"c\" /> <img src=\"/pictures/x\" alt=\"d\" /></p>"
      )
      .string == "<p>a &quot;b <img src=\"/pictures/x\" alt=\"d\" /></p>")
  }

  @Test func aSingleBlockThatIsTooLargeIsNotShown() {
    #expect(
      Html(kept: "<table>" + String(repeating: "<tr></tr>", count: 20), most: 50).string == "\n" + Self.rest
        + "\n")
  }
}
