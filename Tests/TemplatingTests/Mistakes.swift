import Templating
import Testing

/// Every mistake in a template is told with file, line and column.
struct Mistakes {
  @Test(arguments: [
    ("{{#a}}", "main:1:1: {{#a}} is never closed"),
    ("é{{^a}}\n{{/b}}", "main:2:1: {{/b}} stands where {{^a}} should be closed"),
    ("one\n  {{/a}}", "main:2:3: {{/a}} closes nothing"),
    ("one\n\ntwo {{name", "main:3:5: this tag is never closed with }}"),
    ("{{{name}}", "main:1:1: this tag is never closed with }}}"),
    ("{{}}", "main:1:1: this tag names nothing"),
    ("{{#}}{{/}}", "main:1:1: this tag names nothing"),
    ("{{> }}", "main:1:1: this tag names nothing"),
    ("{{if x}}", "main:1:1: “if x” is not a name, and no tag is written like this"),
    ("{{x | upper}}", "main:1:1: “x | upper” is not a name, and no tag is written like this"),
    ("{{~x}}", "main:1:1: “~x” is not a name, and no tag is written like this"),
    ("{{a..b}}", "main:1:1: “a..b” is not a name, and no tag is written like this"),
    ("{{> ../secret}}", "main:1:1: “../secret” is not a name, and no tag is written like this"),
    ("{{> /etc/passwd}}", "main:1:1: “/etc/passwd” is not a name, and no tag is written like this"),
    ("{{=<%=}}", "main:1:1: new delimiters are written like {{=<% %>=}}"),
    ("{{== ==}}", "main:1:1: new delimiters are written like {{=<% %>=}}"),
    ("a\r\n {{> b}}", "main:2:2: there is no template “b”"),
    ("{{< b}}{{/ b}}", "main:1:1: there is no template “b”"),
    ("{{> @next/main}}", "main:1:1: there is no template “main” below layer 0"),
    ("{{>*of}}", "main:1:1: there is no template “b”"),
    ("{{< main}}{{/ main}}", "main:1:1: “main” calls itself without end"),
    (
      "{{< main}}{{x}}{{/ main}}",
      "main:1:11: only blocks can stand directly in {{<main}}; this would be left out"
    ),
  ])
  func areTold(template: String, complaint expected: String) {
    let complaint = complaint(template, ["of": "b"])
    #expect(complaint?.hasPrefix(expected) == true, "\(complaint ?? "nothing")")
  }

  @Test func areToldInTheTemplateThatHasThem() {
    #expect(
      complaint("{{> a}}", with: ["a": "\n{{> b}}", "b": " {{#x}}"]) == "b:1:2: {{#x}} is never closed")
    #expect(complaint("{{> a}}", with: ["a": "\n{{> b}}"]) == "a:2:1: there is no template “b”")
  }

  @Test func unknownNamesAreTold() throws {
    let library = try library(["main": ""])
    #expect(throws: TemplateError.self) { try library.render("other", []) }
    #expect(throws: TemplateError.self) { try Library(names: ["x"]) { _, _ in nil } }
  }
}
