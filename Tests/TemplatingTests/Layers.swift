import Templating
import Testing

/// Faces lie above houses, houses above the site: names are looked up from the top, `@next` goes on below.
struct Layers {
  private func library(_ names: [String], _ layers: [[String: String]]) throws -> Library {
    try Library(names: names) { name, below in
      let beyond = layers.indices.dropFirst(below.map { $0 + 1 } ?? 0)
      guard let layer = beyond.first(where: { layers[$0][name] != nil }) else { return nil }
      let source = Source(name: name, file: "\(layer)/\(name)", layer: layer, text: layers[layer][name] ?? "")
      return try Template(source)
    }
  }

  private func rendered(_ name: String, _ layers: [[String: String]]) throws -> String {
    String(decoding: try library([name], layers).render(name, []), as: UTF8.self)
  }

  @Test func theTopmostWins() throws {
    let layers = [["part": "face"], ["page": "{{> part}}", "part": "house"], ["page": "site"]]
    #expect(try rendered("page", layers) == "face")
  }

  @Test func overridesWrapWhatTheyOverride() throws {
    let layers = [
      ["page": "{{< @next/page}}{{$title}}Moon {{/title}}{{/ @next/page}}!"],
      ["page": "[{{> @next/page}}]{{$title}}House{{/title}}"],
      ["page": "({{$title}}Site{{/title}})"],
    ]
    #expect(try rendered("page", layers) == "[(Moon )]Moon !")
  }

  @Test func theLayerOfTheTagCounts() throws {
    // `row` of the house says @next, though the page asks for the face's `row`.
    let layers = [["row": "face+{{> @next/row}}"], ["row": "house+{{> @next/row}}"], ["row": "site"]]
    #expect(try rendered("row", layers) == "face+house+site")
  }

  @Test func theLastLayerHasNoNext() throws {
    #expect(
      throws: TemplateError(
        file: "1/page", line: 1, column: 1, reason: "there is no template “page” below layer 1")
    ) {
      try rendered("page", [["page": "{{> @next/page}}"], ["page": "{{> @next/page}}"]])
    }
  }

  @Test func namesAndSourcesAreKnown() throws {
    let library = try library(
      ["page"], [["part": "face"], ["page": "{{> part}}{{> @next/page}}"], ["page": ""]])
    #expect(library.names == ["page", "part"])
    #expect(library.source(of: "page")?.file == "1/page")
    #expect(library.source(of: "part")?.layer == 0)
    #expect(library.source(of: "other") == nil)
  }
}
