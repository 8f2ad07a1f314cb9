import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces

@Suite struct ReloadTests {
  @Test func anEditShowsAtTheNextLook() throws {
    let site = try TestFace()
    #expect(try site.render("forums/thread") == "thread core")
    try site.write("templates/partials/line.mustache", "changed")
    #expect(try site.render("forums/thread") == "thread changed")
  }

  @Test func aNewFileAndARemovedOneShowToo() throws {
    let site = try TestFace()
    try site.write("site/modules/forums/templates/partials/line.mustache", "new")
    #expect(try site.render("forums/thread") == "thread new")
    try site.remove("data/site/modules/forums/templates/partials/line.mustache")
    #expect(try site.render("forums/thread") == "thread core")
  }

  @Test(arguments: [
    ("{{#open}} never closed", 1), ("fine\n{{> partials/nowhere}}", 2), ("{{> partials/line}}", 1),
  ])
  func aBrokenFileKeepsTheLastGoodSnapshot(text: String, line: Int) throws {
    let site = try TestFace()
    try site.write("templates/partials/line.mustache", text)
    #expect(try site.render("forums/thread") == "thread core")
    let problem = try #require(site.module.faces.stage.problems.first)
    #expect(problem.file == "templates/partials/line.mustache")
    #expect(problem.line == line)

    try site.write("templates/partials/line.mustache", "mended")
    #expect(try site.render("forums/thread") == "thread mended")
    #expect(site.module.faces.stage.problems == [])
  }

  @Test func withoutALastGoodOneABrokenOverrideIsLeftOut() throws {
    let site = try TestFace(
      TestFace.small.merging(["modules/template/templates/seles/partials/line.mustache": "{{#broken}}"]) {
        $1
      })
    try site.follow()
    try site.show("seles")
    #expect(try site.render("forums/thread") == "thread core")
    let own = "modules/template/templates/seles/partials/line.mustache"
    #expect(site.module.faces.stage.problems.map(\.place) == ["\(own):1:1"])
  }

  @Test func aRequestHoldsOneSnapshotToItsEnd() throws {
    let site = try TestFace()
    let request = site.request()
    _ = try site.module.faces.renderAlter("forums/thread", [], house: "forums", request: request)
    try site.write("templates/partials/line.mustache", "changed")
    _ = try site.render("forums/thread")
    let again = try site.module.faces.renderAlter("forums/thread", [], house: "forums", request: request)
    #expect(String(decoding: again, as: UTF8.self) == "thread core")
  }
}
