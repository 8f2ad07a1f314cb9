import Kit
import Templating
import Testing

@testable import Components

@Suite struct MarkdownTests {
  @Test func markdownBecomesHtml() throws {
    #expect(
      try Markdown.cook("**bold** and `code`").string
        == "<p><strong>bold</strong> and <code>code</code></p>\n")
    #expect(try Markdown.cook("| a |\n|---|\n| b |").string.contains("<table>"))
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
}
