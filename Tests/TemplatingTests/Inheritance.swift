import Templating
import Testing

/// What the official data leaves open about parents, blocks and their lines.
struct Inheritance {
  private let layout = """
    <main>
      {{$main}}
      {{/main}}
    </main>

    """

  @Test func pagesReadWellWhereTheyAreRendered() throws {
    let page = """
      {{< layout}}
      {{$main}}
        <ul>
          {{#items}}
          {{> item}}
          {{/items}}
        </ul>

        <p>End.</p>
      {{/main}}
      {{/ layout}}

      """
    let output = try rendered(
      page, ["items": ["a", "b\nb"]], with: ["layout": layout, "item": "<li>\n  {{.}}\n</li>\n"])
    #expect(
      output == """
        <main>
          <ul>
            <li>
              a
            </li>
            <li>
              b
        b
            </li>
          </ul>

          <p>End.</p>
        </main>

        """)
  }

  @Test func inlineFillingsAreIndentedToo() throws {
    let page = "{{< layout}}{{$main}}one{{/main}}{{/ layout}}"
    #expect(try rendered(page, with: ["layout": layout]) == "<main>\n  one</main>\n")
  }

  @Test func whatIsBetweenTagsOnALineStays() throws {
    #expect(try rendered("a\n  {{< b}}{{/ b}} c\n", with: ["b": "b\nb\n"]) == "a\n  b\nb\n c\n")
    #expect(try rendered("  {{$b}}x{{/b}} c\n") == "  x c\n")
    #expect(try rendered("  {{$b}}x\n  y{{/b}}\n") == "  x\n  y\n")
  }

  @Test func aFillingMayUseALayoutWithTheSameBlock() throws {
    let page = "{{< layout}}{{$main}}{{< card}}{{$main}}inner{{/main}}{{/ card}}{{/main}}{{/ layout}}"
    let others = ["layout": "<{{$main}}{{/main}}>", "card": "({{$main}}{{/main}})"]
    #expect(try rendered(page, with: others) == "<(inner)>")
  }

  @Test func partialsSeeFillings() throws {
    let page = "{{< layout}}{{$title}}Page{{/title}}{{/ layout}}"
    #expect(try rendered(page, with: ["layout": "{{> head}}", "head": "{{$title}}Site{{/title}}"]) == "Page")
  }

  @Test func blankLinesStayBlank() throws {
    #expect(try rendered("  {{> a}}\n", with: ["a": "x\n\r\n\ny\n"]) == "  x\n\r\n\n  y\n")
  }

  @Test func parentsCanBeDynamic() throws {
    let page = "{{<*kind}}{{$b}}filled{{/b}}{{/*kind}}"
    let library = try Library(names: ["main", "a"]) { name, _ in
      try Template(Source(name: name, file: name, text: name == "main" ? page : "a: {{$b}}{{/b}}"))
    }
    #expect(String(decoding: try library.render("main", [["kind": "a"]]), as: UTF8.self) == "a: filled")
    #expect(try library.render("main", [[:]]).isEmpty)
    #expect(throws: TemplateError.self) { try library.render("main", [["kind": "b"]]) }
  }
}
