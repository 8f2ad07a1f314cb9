import Kit
import KitTesting
import Testing

@testable import TemplateFaces

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
    "<a href=\"/a?b=1&amp;c={{name}}\" title='{{name}}'>",
    "<a href=\"https://example.org/\">", "<a href=\"mailto:a@example.org\">", "<a href=\"#main\">",
    "<a href=\"\">",
    "<a href=\"{{person.href}}/history\">", "<img src=\"{{src}}\" alt=\"\">", "<a href=\"forums/1\">",
    "<p {{#a}}hidden{{/a}} class=\"b {{#c}}d{{/c}}\">", "<p {{#a}}class=\"b\"{{/a}}{{^a}}class=\"c\"{{/a}}>",
    "<a href=\"/forums{{#query}}?{{query}}{{/query}}\">",
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
    // Characters written as references, and what browsers take out of an address before they read it.
    "<a href=\"&#106;avascript:x\">", "<a href=\"&#x6A;avascript:x\">", "<a href=\"&#0000106avascript:x\">",
    "<a href=\"java&#115;cript:x\">", "<a href=\"javascript&colon;x\">", "<a href=\"java&Tab;script:x\">",
    "<a href=\"java\tscript:x\">", "<a href=\"java\nscript:x\">", "<a href=\"\u{1}javascript:x\">",
    "<a href=\"java\u{0}script:x\">", "<a href='&#106;avascript:x'>", "<a href=&#106;avascript:x>",
    "<a\nhref = \"&#106;avascript:x\">", "<a HREF=\"vbscript:x\">", "<a href=\"data:text/html,x\">",
    "<img src=\"&#100;ata:x\">", "<svg><use xlink:href=\"&#100;ata:x\"/></svg>",
    "<q cite=\"&#106;avascript:x\">",
    "<a href=\"\\6a avascript:x\">",
    // Words that people chose: as the beginning of an address, as attributes, as half of one.
    "<a href=\"{{name}}\">", "<a href=\"{{{href}}}\">", "<a href=\"{{scheme}}:x\">", "<a href=\"{{href}}x\">",
    "<a href=\"java{{name}}\">", "<a href=\"{{#a}}/{{/a}}{{name}}\">", "<a title={{name}}>", "<a {{name}}>",
    "<a title=\"x\" {{name}}=\"y\">", "<a title={{#a}}\"{{/a}} {{name}} {{#a}}\"{{/a}}>",
    "<a {{#a}}title=\"{{/a}}{{^a}}title=\"{{/a}}{{name}}\">",
    // Sections that put a name together for some readers.
    "<p {{#a}}o{{/a}}{{#b}}z{{/b}}nclick=\"x\">", "<p o{{#a}}{{/a}}nclick=\"x\">",
    "<a {{#a}}h{{/a}}{{#b}}-{{/b}}ref=\"&#106;avascript:x\">",
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
      "<title>\(part)</title>", "<dialog><p>\(part)</p></dialog>", "<div popover>\(part)</div>",
      "<div popover=\"auto\">\(part)</div>", "<div HIDDEN>\(part)</div>",
      "<div class=\"a\"hidden>\(part)</div>",
      "<div\thidden>\(part)</div>", "<div/inert>\(part)</div>", "<div aria-hidden='TRUE'>\(part)</div>",
    ] {
      #expect(PageParts(page).seen.isEmpty, "\(page)")
    }
    for classes in ["class=\"mine other\"", "CLASS='Mine other'", "class = 'mine\tother' class=\"third\""] {
      #expect(PageParts("<div \(classes)>\(part)</div>").holders == ["mine", "other", "look"], "\(classes)")
    }
    // What one needs to leave stands behind no other word than its own.
    let viewer = "<div class=\"viewer\" data-protected><details></details></div>"
    #expect(PageParts(viewer).seen.count == 1)
    #expect(PageParts("<details open><summary>More</summary>\(viewer)</details>").seen.isEmpty)
  }
}
