import KitTesting
import Testing

@testable import Template

/// What somebody writes in the browser shows things, and does nothing.
@Suite struct MarkupLintTests {
  private func problem(_ text: String, over base: String = "") -> FileProblem? {
    do {
      try MarkupLint(text, over: base, file: "x").check()
      return nil
    } catch { return error as? FileProblem }
  }

  @Test(arguments: [
    "", "Words", "<p>{{greeting}}</p>\n", "<li {{#current}}class=\"here\"{{/current}}>{{name}}</li>",
    "<p title=\"a > b\">{{! a <script> in a comment }}</p>", "<a href=\"{{href}}\">{{title}}</a>",
    "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>", "{{> @next/outlets/site-intro}}",
    "{{#parts}}{{^first}}, {{/first}}{{name}}{{/parts}}",
  ])
  func whatShowsSomethingMayStand(text: String) { #expect(problem(text) == nil) }

  @Test(arguments: [
    "{{{text}}}", "{{& text}}", "{{ & text }}", "{{=<% %>=}}<%& text %>", "<script src=\"/x.js\"></script>",
    "<SCRIPT>", "<style>", "<form action=\"/account\">", "<button form=\"x\">", "<input name=\"a\">",
    "<iframe src=\"/\">", "<template>", "<!-- gone", "<!-- a comment -->", "<p onclick=\"x\">",
    "<p o{{! }}nclick=\"x\">", "<p on{{#a}} {{/a}}click=\"x\">", "<a href=\"javascript:x\">",
    "<p style=\"color: red\">", "<div data-protected>", "<s{{! }}cript>", "<i{{#a}} {{/a}}frame src=\"/\">",
    "<{{name}}>", "<p", "a < b", "<base href=\"/\">", "<meta http-equiv=\"refresh\">", "<object>",
    "<p\nonclick=x>",
    "<p/onclick=x>", "<math>", "<link rel=\"stylesheet\">", "<textarea>", "<plaintext>",
    "<a href='x'formaction=y>",
  ])
  func whatDoesSomethingMayNot(text: String) { #expect(problem(text) != nil, "\(text)") }

  @Test func whatStandsBelowWordForWordMayStay() {
    let base = "<form method=\"post\" action=\"{{action}}\"><input name=\"a\" value=\"{{#x}}>{{/x}}\"></form>"
    #expect(problem("<p>Mine</p>\n" + base, over: base) == nil)
    #expect(problem(base.replacing("{{action}}", with: "/account/erase"), over: base)?.column == 1)
  }

  @Test func itSaysWhere() {
    let found = problem("<p>Hé</p>\n  <p>{{{text}}}")
    #expect(found?.line == 2)
    #expect(found?.column == 6)
  }

  @Test func manyOpenBracketsCostLittle() {
    let text = String(repeating: "<{{x}}\"", count: 5000)
    #expect(problem(text) != nil)
  }

  @Test func partsAreSeenUnlessSomethingHidesThem() {
    let part = "<form class=\"look\" data-protected></form>"
    for page in [
      part, "<div class=\"mine\"><p>\(part)</div>", "<details><summary>Look</summary>\(part)</details>",
    ] {
      #expect(PageParts(page).seen == ["<form class=\"look\" data-protected>"], "\(page)")
    }
    for page in [
      "<!-- \(part) -->", "<div hidden>\(part)</div>", "<template>\(part)</template>", "<textarea>\(part)",
      "<div class=\"a\"\ninert>\(part)</div>".replacing("\n", with: " "), "<svg>\(part)</svg>",
      "<title>\(part)</title>", "<dialog><p>\(part)</p></dialog>",
    ] {
      #expect(PageParts(page).seen.isEmpty, "\(page)")
    }
    #expect(PageParts("<div class=\"mine other\">\(part)</div>").holders == ["mine", "other", "look"])
  }
}
