import Templating
import Testing

/// What goes wrong in an outlet stays there: the page stands, with what lies below in its place.
struct Outlets {
  private let page = "a {{> outlets/word}} {{#speaker}}{{name}}{{/speaker}}"
  private let values: Value = ["yes": true, "speaker": ["name": "Ada"] as Value, "list": [1, 2, 3]]

  /// The first text is the topmost layer.
  private func library(_ outlets: String..., page: String) throws -> Library {
    try Library(names: ["main"]) { name, below in
      let texts = name == "main" ? [page] : outlets
      guard let layer = texts.indices.first(where: { $0 > below ?? -1 }) else { return nil }
      return try Template(Source(name: name, file: "\(name)\(layer)", layer: layer, text: texts[layer]))
    }
  }

  private func render(_ library: Library) throws -> (text: String, said: [String]) {
    var failures: [TemplateError] = []
    let bytes = try library.render("main", [values], noting: &failures)
    return (String(decoding: bytes, as: UTF8.self), failures.map(\.description))
  }

  @Test func oneThatWorksIsAPartialLikeAnyOther() throws {
    let (text, said) = try render(library("b {{speaker.name}}", "below", page: page))
    #expect(text == "a b Ada Ada")
    #expect(said == [])
  }

  @Test(arguments: [
    "half {{#speaker}}{{#yes}}{{> outlets/word}}{{/yes}}{{/speaker}}",
    "half {{#speaker}}{{>*name}}{{/speaker}}",
    "half {{#list}}{{#yes}}{{> outlets/word}}{{> outlets/word}}{{/yes}}{{/list}}",
  ])
  func oneThatFailsGivesWayToTheNextLayerAndLeavesNothingBehind(text: String) throws {
    let (page, said) = try render(library(text, "below {{name}}.", page: page))
    #expect(page == "a below . Ada", "no record of the failed one is looked at any more")
    #expect(!said.isEmpty)
    #expect(said.allSatisfy { $0.hasPrefix("outlets/word0:1:") })
  }

  @Test func whereAllFailThePlaceIsEmpty() throws {
    let bad = "{{#speaker}}{{>*name}}{{/speaker}}"
    let (text, said) = try render(library(bad, bad, page: page))
    #expect(text == "a  Ada")
    #expect(said.map { $0.prefix(13) } == ["outlets/word0", "outlets/word1"])
  }

  @Test func oneThatFailsIsTriedOnceAPage() throws {
    let outlet = "{{#speaker}}{{>*name}}{{/speaker}}"
    let (text, said) = try render(library(outlet, "-", page: "{{#list}}{{> outlets/word}}{{/list}}"))
    #expect(text == "---")
    #expect(said.count == 1)
  }

  @Test func aGiantOneIsLeftOut() throws {
    let giant = "{{#list}}" + String(repeating: "0123456789", count: 15_000) + "{{/list}}"
    let (text, said) = try render(library(giant, "small", page: "\(page) the end"))
    #expect(text == "a small Ada the end")
    #expect(said == ["outlets/word0:1:1: this outlet takes more than a page can spare"])
  }

  @Test func indentationAndLinesAreAPartials() throws {
    let (text, _) = try render(library("b\nc\n", page: "<p>\n  {{> outlets/word}}\n</p>\n"))
    #expect(text == "<p>\n  b\n  c\n</p>\n")
  }
}
