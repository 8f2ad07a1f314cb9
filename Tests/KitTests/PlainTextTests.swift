import Kit
import Templating
import Testing

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("Noa\u{200F}", "Noa"), ("\u{202A}Ash\u{202C}", "Ash"), ("\u{FEFF}\u{2068}Bo\u{2069} ", "Bo"),
    ("\u{200D}\u{200B} Mira \u{A0}", "Mira"), ("two\u{2028}parts\tthree", "two parts three"),
    ("e\u{301}", "\u{E9}"), ("❤\u{FE0F}", "❤\u{FE0F}"), ("നന\u{D4D}\u{200D}", "നന\u{D4D}\u{200D}"),
  ])
  func whatShowsNothingAroundALineIsTakenAway(typed: String, kept: String) {
    #expect(Array(PlainText.line(typed).unicodeScalars) == Array(kept.unicodeScalars))
    #expect(PlainText.isLine(PlainText.line(typed), longest: 100))
  }

  @Test(arguments: [
    "", " ", "\u{200B}", "\u{2800}\u{2800}", "\u{3164}", "\u{AD}", "\u{200D}", "\u{FEFF}", "\u{2060}",
    "\u{FE0F}", "\u{115F}\u{FFA0}", "\u{7}", "\u{E0041}", "\u{202E}", "\n\u{2029}",
  ])
  func whereNothingCanBeSeenThereIsNothing(typed: String) {
    #expect(PlainText.line(typed).isEmpty && PlainText.text(typed).isEmpty)
  }

  @Test(arguments: [
    "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467} weekend", "\u{1F3F3}\u{FE0F}\u{200D}\u{26A7}\u{FE0F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} flag", "نمی\u{200C}خواهم",
    "क\u{94D}\u{200D}ष", "Nova \u{1FAEA}", "Nova \u{1FAFF}", "\u{5D0}\u{200E}1\u{200E} C++",
  ])
  func whatPeopleWriteWithStays(line: String) {
    #expect(PlainText.objection(toLine: line, longest: 100) == nil)
    #expect(PlainText.line(line) == line.precomposed)
  }

  @Test(arguments: [
    ("safe\u{202E}txt.exe", "U+202E (right-to-left override), which stands after “safe”"),
    ("\u{202D}a", "U+202D (left-to-right override), which stands at the beginning"),
    ("a \u{2067}b\u{2069} c", "U+2067 (right-to-left isolate), which stands after “a ”"),
    ("logo \u{F8FF}x", "U+F8FF (a character that each program shows in its own way)"),
    ("new \u{378}x", "U+0378 (a character that nobody has given a meaning yet)"),
    ("bell\u{7}s", "U+0007 (bell)"), ("two\nlines", "U+000A (line feed)"),
    ("hidden\u{E0041}s", "U+E0041 (tag latin capital letter a)"),
    ("0123456789abcdefg\u{0}", "U+0000 (null), which stands after “56789abcdefg”"),
  ])
  func whatALineCantHaveIsNamed(line: String, words: String) throws {
    let objection = try #require(PlainText.objection(toLine: PlainText.line(line), longest: 100))
    let sentence = objection.sentence(about: "The name")
    #expect(sentence.hasPrefix("The name can’t have \(words)"), "\(sentence)")
    #expect(PlainText.isLine(PlainText.mended(line: line), longest: 100))
    #expect(!PlainText.mended(line: line).isEmpty)
  }

  @Test func aTextTurnsNothingAround() {
    for text in ["שלום \u{200F}1\u{200E}", "a\u{2067}b\u{2069}", "one\n\ttwo", "\u{F8FF} \u{378}"] {
      #expect(PlainText.isText(text, longest: 100), "\(text)")
    }
    for text in ["a\u{202E}b", "a\u{1B}[31m", "a\u{0}"] {
      #expect(!PlainText.isText(text, longest: 100))
      #expect(PlainText.isText(PlainText.mended(text: text), longest: 100))
    }
    #expect(PlainText.text("one\r\ntwo\u{2028}three\rfour \n") == "one\ntwo\nthree\nfour")
    #expect(PlainText.lines("    code\r\n") == "    code\n")
  }

  @Test func lengthIsSaid() {
    let sentence = { PlainText.objection(toLine: $0, longest: 3)?.sentence(about: "A title") }
    #expect(sentence("äöü") == nil)
    #expect(sentence("four") == "A title has at most 3 characters; this has 4.")
    #expect(
      sentence("a" + String(repeating: "\u{335}", count: 300))
        == "A title has more marks on its letters than can be shown.")
  }

  @Test(arguments: [
    "", "\n", "<p>\u{A0}</p>\n", "<p>\u{200B}</p>", "<p><a rel=\"nofollow ugc\" href=\"x\"></a></p>",
    "<p><strong> </strong></p>", "<h1></h1>", "<blockquote>\n</blockquote>", "<ul>\n<li></li>\n</ul>",
    "<pre tabindex=\"0\"><code></code></pre>", "<!-- raw HTML omitted -->\n",
  ])
  func htmlOfNothingIsNothing(html: String) { #expect(Html(html).isNothing) }

  @Test(arguments: [
    "<p>a</p>", "<p>&lt;</p>", "a", "<hr />", "<p><img src=\"/pictures/a\" alt=\"\" /></p>",
    "<ul>\n<li><input type=\"checkbox\" /> </li></ul>",
  ])
  func htmlOfSomethingIsNot(html: String) { #expect(!Html(html).isNothing) }
}

extension String {
  fileprivate var precomposed: String { String(decoding: utf8, as: UTF8.self) }
}
