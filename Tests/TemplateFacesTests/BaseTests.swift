import Foundation
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces

/// An override says what it was made from, and is told when that has changed.
@Suite struct BaseTests {
  private let own = "modules/template/templates/seles/partials/line.mustache"

  private func site(_ text: (String) throws -> String) throws -> TestFace {
    let hash = SnapshotArchive.File.hash(of: "core")
    let line = BaseLine(name: "partials/line", hash: hash).text
    return try TestFace(TestFace.small.merging([own: text(line)]) { $1 })
  }

  private func outdated(_ site: TestFace) -> [BasedOverride] {
    BasedOverride.all(site.module.faces.stage.snapshot.files).filter(\.isOutdated)
  }

  @Test func theLineIsAComment() throws {
    let line = BaseLine(name: "partials/line", hash: String(repeating: "0a", count: 32))
    #expect(BaseLine(in: "x\n\(line.text)\ny") == line)
    #expect(BaseLine(in: "{{! base: partials/line }}") == nil)
    let site = try site { "\($0)\nmine" }
    try site.follow()
    try site.show("seles")
    #expect(try site.render("forums/thread") == "thread mine")
  }

  @Test func aChangeBelowMakesItOutdatedAndIsStillKnown() throws {
    let site = try site { $0 + "\nmine" }
    #expect(outdated(site).isEmpty)
    site.module.faces.stage.keep()
    try site.write("templates/partials/line.mustache", "another core")
    _ = try site.render("forums/thread")
    let found = try #require(outdated(site).first)
    #expect(found.override.template.source.file == own)
    #expect(found.base?.template.source.file == "templates/partials/line.mustache")
    #expect(site.module.faces.stage.bases.text(found.line.hash) == "core", "what it was made from")
    try site.write(own, "\(BaseLine(try #require(found.base)).text)\nmine")
    _ = try site.render("forums/thread")
    #expect(outdated(site).isEmpty)
    #expect(site.module.faces.stage.bases.text(found.line.hash) == nil, "nobody refers to it any more")
  }

  @Test func whatHasNothingBelowAnyMoreIsTold() throws {
    let site = try TestFace(
      TestFace.small.merging([
        "site/modules/forums/templates/forums/gone.mustache":
          BaseLine(name: "forums/gone", hash: String(repeating: "0", count: 64)).text
      ]) { $1 })
    #expect(outdated(site).map { $0.base == nil } == [true])
  }

  @Test func theDiffTellsLineByLine() {
    let diff = LineDiff(from: "a\nb\nc", to: "a\nB\nc\nd")
    #expect(
      diff.lines.map { "\($0.kind) \($0.text)" } == ["same a", "removed b", "added B", "same c", "added d"])
  }

  @Test func theCommandsNameWhatIsThereAndWhatIsNot() throws {
    let site = try site { $0 }
    let faces = FaceFiles(Settings(data: site.root.appending(path: "data"), home: site.root))
    #expect(faces.problems == [])
    let answer = try faces.explain("partials/line", alter: "seles", module: "forums")
    #expect(answer.winner == own)
    #expect(
      try faces.base("partials/line", alter: "seles", module: "forums").contains("base: partials/line "))
    for (template, alter, module, words) in [
      ("partials/lime", "", "", "no template called “partials/lime”"),
      ("line", "", "", "did you mean partials/line?"), ("forums/thread", "", "", "ask with --module forums"),
      ("partials/line", "nobody", "", "no face called “nobody”; there are seles"),
      ("partials/line", "", "shop", "no module called “shop”; there are admin, forums"),
    ] {
      let error = #expect(throws: UnknownName.self) {
        try faces.explain(template, alter: alter, module: module)
      }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }
}
