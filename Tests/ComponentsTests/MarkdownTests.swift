import Foundation
import Kit
import Templating
import Testing

@testable import Components

@Suite struct MarkdownTests {
  @Test func markdownBecomesHtml() throws {
    #expect(
      try Markdown.cook("**bold** and `code`").string
        == "<p dir=\"auto\"><strong>bold</strong> and <code>code</code></p>\n")
    #expect(try Markdown.cook("| a |\n|---|\n| b |").string.contains("<table dir=\"auto\">"))
  }

  @Test func rawHtmlStaysOut() throws {
    let html = try Markdown.cook("<script>alert(1)</script> <b onclick=x>y</b>").string
    #expect(!html.contains("<script") && !html.contains("onclick"))
  }

  @Test(arguments: ["[x](javascript:alert(1))", "[x](vbscript:x)", "![x](data:text/html;base64,x)"])
  func aDangerousAddressIsTakenOut(_ source: String) throws {
    let html = try Markdown.cook(source).string
    #expect(!html.contains("script:") && !html.contains("data:"))
  }

  @Test func linksAreNotFollowed() throws {
    #expect(
      try Markdown.cook("https://example.org").string.contains(
        "<a rel=\"nofollow ugc\" href=\"https://example.org\">"))
  }

  @Test func codeAndTaskListsAreForEverybody() throws {
    #expect(
      try Markdown.cook("```swift\nx\n```").string.contains(
        "<pre tabindex=\"0\"><code class=\"language-swift\">"))
    let tasks = try Markdown.cook("- [x] baked\n- [ ] eaten").string
    #expect(tasks.contains("aria-label=\"Done\" checked") && tasks.contains("aria-label=\"To do\" disabled"))
  }

  @Test(arguments: [
    String(repeating: ">", count: 10_000), String(repeating: "x", count: 32_769),
    String(repeating: "|a", count: 100), String(repeating: "[", count: 10_000),
    String(repeating: "- ", count: 5000),
  ])
  func whatWouldTakeTooLongIsRefused(_ source: String) {
    #expect(throws: Fault.self) { try Markdown.cook(source) }
  }

  @Test func wideTablesAreRefusedBeforeTheyAreBuilt() throws {
    let row = Array(repeating: "a", count: 50).joined(separator: "|")
    let rule = Array(repeating: "-", count: 50).joined(separator: "|")
    for end in ["\n", "\r", "\r\n"] {
      let table = row + end + rule + end + String(repeating: "b" + end, count: 10_000)
      #expect(throws: Fault.self) { try Markdown.cook(table) }
      #expect(throws: Fault.self) { try Markdown.cook("> " + table.replacing(end, with: end + "> ")) }
    }
    #expect(
      try Markdown.cook("\(row)\n\(rule)\n" + String(repeating: "b\n", count: 90)).string.utf8.count < 64_000)
  }

  /// Logs have lines of bars, brackets and blanks; in code nothing nests.
  @Test(arguments: ["```", "~~~~ log"]) func whatStandsInCodeIsNeverTooDeep(fence: String) throws {
    let log = [
      String(repeating: "|x", count: 53) + "|", String(repeating: " ", count: 90) + "moved in",
      String(repeating: "[", count: 510), String(repeating: "> ", count: 30),
      String(repeating: "@", count: 510),
      "[a]: b", "  ```a",
    ].joined(separator: "\n")
    let close = fence.prefix { $0 == fence.first }
    for end in ["\n", "\r", "\r\n"] {
      let text = "A log:\n\(fence)\n\(log)\n\(close)\n\nAnd *on*.".replacing("\n", with: end)
      let html = try Markdown.cook(text).string
      #expect(html.contains("<pre") && html.hasSuffix("<p dir=\"auto\">And <em>on</em>.</p>\n"))
    }
    #expect(throws: Fault.self) { try Markdown.cook("\(fence)\n\(close)\n\(log)") }
  }

  /// What only looks like a block of code hides nothing.
  @Test(arguments: [
    "<!--\n```\n-->\n", "<div>\n```\n</div>\n\n", "<script>\n\n```\n</script>\n", " ```\nx\n```\n",
    "\u{FEFF}", "\u{FEFF}```\nx\n```\n", "```\na\n```\n", "~~~\n```\n~~~\n", "````\n```\n````\n", "```a`b\n",
    "``\n",
    "- ```\n```\n```\n", "> ```\n", "```\n  ```  \n", "    ```\n", "~~~\n~~~~\n", "```\n```\t\n",
    "```\r```\r",
  ])
  func aBlockOfCodeThatIsNoneHidesNoDepth(start: String) {
    #expect(throws: Fault.self) { try Markdown.cook(start + String(repeating: ">", count: 1000) + " x") }
  }

  /// Random texts of fences and their like: what was let through nests no deeper than it may.
  @Test func noTextHidesDepthFromTheScan() {
    var dice = Seeded()
    let signs = [
      "```", "~~~", "````", " ", "\n", "\n\n", "\r", "\t", "- ", "> ", "<!--", "-->", "<div>", "</div>",
      "<pre>", "a",
      "`", "1. ", "    ", "|", "|-|", String(repeating: ">", count: 25) + " deep\n", "\u{FEFF}", "=\n",
      "[a]: /b '\n",
    ]
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 3...14, using: &dice)).map { _ in signs.randomElement(using: &dice) ?? ""
      }
      .joined()
      guard let html = try? Markdown.cook(text).string else { continue }
      #expect(Self.depth(html) <= 20, "\(text.debugDescription)")
    }
  }

  private static func depth(_ html: String) -> Int {
    var (depth, deepest) = (0, 0)
    for match in html.matches(of: /<(\/?)blockquote/) {
      depth += match.1.isEmpty ? 1 : -1
      deepest = max(deepest, depth)
    }
    return deepest
  }

  @Test(arguments: [
    ("a\n\nb\n" + String(repeating: "> ", count: 25) + "c", "Line 4 nests more than 20 levels deep."),
    ("a\r\n" + String(repeating: "|", count: 60), "Line 2 has a table wider than 50 columns."),
    (String(repeating: "[", count: 600), "Line 1 has more than 500 opening brackets."),
    (String(repeating: "@", count: 600), "Line 1 has more than 500 signs @."),
  ])
  func whatIsTooMuchIsSaidByItsLine(source: String, words: String) {
    #expect {
      try Markdown.cook(source)
    } throws: {
      ($0 as? Fault)?.message.hasPrefix(words) ?? false
    }
  }

  @Test func eachBlockStandsInTheDirectionOfItsFirstWords() throws {
    let html = try Markdown.cook(
      "# שלום\n\nשלום <https://a.b>\n\n- שלום\n\n  b\n- c\n\n3. d\n\n> שלום\n\n---\n\n```\ncode\n```\n\n|a|\n|-|\n\n<b>x</b>"
    ).string
    for block in ["h1", "p", "ul", "blockquote", "table"] {
      #expect(html.contains("<\(block) dir=\"auto\">"), "\(block)")
    }
    #expect(html.contains("<ol dir=\"auto\" start=\"3\">"))
    // Within one that has a direction, none has its own: the list's mark goes with its words.
    #expect(html.contains("<li>\n<p>שלום</p>") && html.contains("<blockquote dir=\"auto\">\n<p>"))
    #expect(html.contains("<pre tabindex=\"0\">") && !html.contains("<pre dir"))
  }

  @Test func aLineEndOfItsOwnKindHidesNoDepth() {
    #expect(throws: Fault.self) { try Markdown.cook("a\r" + String(repeating: ">", count: 1000)) }
  }

  @Test func aReferenceIsNotUsedAThousandfold() {
    let text = "[a]: /\(String(repeating: "x", count: 16_000))\n\n"
    #expect(throws: Fault.self) { try Markdown.cook(text + String(repeating: "[a]", count: 450)) }
    let lines = String(repeating: String(repeating: "[a]", count: 100) + "\n", count: 50)
    #expect(throws: Fault.self) { try Markdown.cook("[a]: /x\n\n" + lines) }
  }

  @Test func linksAndPicturesAreBounded() {
    #expect(throws: Fault.self) { try Markdown.cook(String(repeating: "[a](b) ", count: 501)) }
    #expect(throws: Fault.self) { try Markdown.cook(String(repeating: "![a](/pictures/b)\n", count: 21)) }
  }

  @Test func whoWritesTooMuchIsToldInOneSentence() {
    #expect {
      try Markdown.cook(String(repeating: "<", count: 32_000))
    } throws: {
      ($0 as? Fault)?.message.contains("too large to show: 125 KB, where 100 are the most") ?? false
    }
  }

  /// What costs out of proportion, and random text of the same signs.
  @Test func nothingBecomesLargerThanTheBoundOrTakesLong() {
    var dice = Seeded()
    for source in Self.evil + (0..<150).map({ _ in dice.text() }) {
      let began = Self.processorTime()
      let html = try? Markdown.cook(source).string
      #expect(html.map { $0.utf8.count <= Html.largest } ?? true)
      #expect(Self.processorTime() - began < 1, "\(source.prefix(80))")
    }
  }

  private static let evil = [
    "a@", "@a", "*a ", "**a _b", "~a", "~~a", "<", "<!--", "<?", "<a>", "&", "\"", "www.a.b ", "http://",
    "://",
    "|a\n|-\n", "- a\n", "> a\n\n", "![a](b ", "[a](", "]", "a_", "_a*b", "`` ` ", "[a]: b\n", "1. a\n", "\\",
    "![a](/pictures/b)", "- [ ] a\n", "# a\n", "***\n", "a\r> b\r",
  ].map { String(String(repeating: $0, count: 32_768 / $0.utf8.count).prefix(32_768)) }

  /// Seconds of this thread alone: others use the machine too.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: [
    ("https://elsewhere.example/cat.png", "cat"), ("/forums/thread/1", "cat"),
    ("/account/export/file", "cat"),
    ("/pictures/a/../../forums", "cat"), ("/pictures/abc?as=1", "cat"),
    ("//elsewhere.example/pictures/a", "cat"),
    ("/pictures/", "cat"), ("/pictures/%2e%2e", "cat"), ("pictures/abc", "cat"), ("/static/icons.svg", "cat"),
  ])
  func anImageFromAnywhereElseIsALink(_ address: String, _ words: String) throws {
    let html = try Markdown.cook("![\(words)](\(address))").string
    #expect(!html.contains("<img") && html.contains(">\(words)</a>"))
  }

  @Test func aPictureOfTheSiteIsShown() throws {
    #expect(
      try Markdown.cook("![cat](/pictures/Ab3-x_9)").string
        == "<p dir=\"auto\"><img src=\"/pictures/Ab3-x_9\" alt=\"cat\" /></p>\n")
  }

  @Test func anImageWithoutWordsSaysWhereItIs() throws {
    #expect(try Markdown.cook("![](https://e.example/a.png)").string.contains(">https://e.example/a.png</a>"))
  }

  @Test func anImageInALinkAndALinkInAnImageAreOneLink() throws {
    #expect(
      try Markdown.cook("[![cat](/a.png)](/b)").string
        == "<p dir=\"auto\"><a rel=\"nofollow ugc\" href=\"/b\">cat</a></p>\n")
    #expect(
      try Markdown.cook("![a [cat](/b)](/a.png)").string
        == "<p dir=\"auto\">a <a rel=\"nofollow ugc\" href=\"/b\">cat</a></p>\n")
  }
}

/// Texts of signs that mean something, the same ones every time.
private struct Seeded: RandomNumberGenerator {
  private var state: UInt64 = 10

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }

  private static let signs = [
    "|", "-", "\n", "\n\n", "a", " ", "[a]", "[a]: /x\n", "*", "_", "`", "~~", "<", ">", "&", "!", "(", ")",
    "@",
    "http://a.b", "- ", "1. ", "    ", "![a](b)", "\r", "\\", "\"", "é", "|-|-|\n", "<b>", "#", "=\n", ":-:",
  ]

  mutating func text() -> String {
    let few = (0..<Int.random(in: 2...6, using: &self)).map { _ in
      Self.signs.randomElement(using: &self) ?? ""
    }
    var text = ""
    while text.utf8.count < 32_000 { text += few.randomElement(using: &self) ?? "" }
    return text
  }
}
