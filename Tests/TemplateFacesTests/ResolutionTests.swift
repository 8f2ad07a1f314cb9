import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces
@testable import TemplateSystems

/// DESIGN's order, one layer after the other: what stands higher wins, for pages and partials alike.
@Suite struct ResolutionTests {
  let folder = "modules/template/templates"

  private func seles(_ files: [String: String]) throws -> TestFace {
    let site = try TestFace(TestFace.small.merging(files) { $1 })
    try site.follow()
    try site.show("seles")
    return site
  }

  @Test(arguments: [
    ("templates/partials/line", "core"), ("modules/template/templates/global/partials/line", "global"),
    ("modules/forums/templates/partials/line", "house"),
    ("modules/template/templates/seles/partials/line", "alter"),
    ("modules/template/templates/seles/forums/partials/line", "alter for the house"),
  ])
  func eachLayerWinsOverThoseBelow(path: String, text: String) throws {
    let order = [
      "templates", "\(folder)/global", "modules/forums/templates", "\(folder)/seles",
      "\(folder)/seles/forums",
    ].map { "\($0)/partials/line" }
    let below = order[0...(try #require(order.firstIndex(of: path)))]
    var files = Dictionary(uniqueKeysWithValues: below.map { ("\($0).mustache", "below") })
    files["\(path).mustache"] = text
    #expect(try seles(files).render("forums/thread") == "thread \(text)")
  }

  @Test(arguments: [
    "templates", "modules/template/templates/global", "modules/forums/templates",
    "modules/template/templates/seles",
    "modules/template/templates/seles/forums",
  ])
  func theOperatorsOwnWinsWithinItsLayer(place: String) throws {
    let site = try seles([
      "\(place)/partials/line.mustache": "shipped", "site/\(place)/partials/line.mustache": "own",
    ])
    #expect(try site.render("forums/thread") == "thread own")
  }

  @Test func theOperatorsOwnWinsNowhereElse() throws {
    let site = try seles([
      "site/templates/partials/line.mustache": "own",
      "modules/forums/templates/partials/line.mustache": "house",
    ])
    #expect(try site.render("forums/thread") == "thread house")
  }

  @Test func nextGoesThroughAllTenPlaces() throws {
    let places = [
      "\(folder)/seles/forums", "\(folder)/seles", "modules/forums/templates", "\(folder)/global",
      "templates",
    ].flatMap { ["site/\($0)", $0] }
    let texts = places.enumerated().map { number, place in
      ("\(place)/partials/line.mustache", "\(number)" + (number < 9 ? " {{> @next/partials/line}}" : ""))
    }
    let site = try seles(Dictionary(uniqueKeysWithValues: texts))
    #expect(try site.render("forums/thread") == "thread 0 1 2 3 4 5 6 7 8 9")
    let question = Explanation.Question(template: "partials/line", alter: "seles", house: "forums")
    let found = Explanation(question, site.module.faces.stage.snapshot.files).candidates
    #expect(found.map(\.path) == places.map { "\($0)/partials/line.mustache" })
    #expect(found.filter(\.isWinner).map(\.layer) == ["seles, for forums, the operator's own"])
  }

  @Test func anAlterReplacesAPageOfAHouseByItsWholeName() throws {
    let site = try seles(["\(folder)/seles/forums/thread.mustache": "mine"])
    #expect(try site.render("forums/thread") == "mine")
    try site.front("dexen")
    #expect(try site.render("forums/thread") == "thread core")
  }

  @Test func nextIsTheSameNameOneLayerDown() throws {
    let site = try seles([
      "\(folder)/seles/forums/partials/line.mustache": "a {{> @next/partials/line}}",
      "\(folder)/seles/partials/line.mustache": "b {{> @next/partials/line}}",
      "modules/forums/templates/partials/line.mustache": "c {{> @next/partials/line}}",
      "\(folder)/global/partials/line.mustache": "d {{> @next/partials/line}}",
    ])
    #expect(try site.render("forums/thread") == "thread a b c d core")
  }

  @Test func anOverrideMayWrapAParentOfItsOwnName() throws {
    let site = try seles([
      "templates/layout.mustache": "<main>{{$main}}{{/main}}</main>",
      "modules/forums/templates/forums/thread.mustache": "{{<layout}}{{$main}}thread{{/main}}{{/layout}}",
      "\(folder)/seles/layout.mustache":
        "{{<@next/layout}}{{$main}}[{{$main}}{{/main}}]{{/main}}{{/@next/layout}}",
    ])
    #expect(try site.render("forums/thread").contains("<main>"))
  }

  @Test func pagesOfTrustAreNobodysToReplace() throws {
    let site = try seles([
      "\(folder)/seles/admin/sign-in.mustache": "trap",
      "\(folder)/seles/admin/admin/sign-in.mustache": "trap",
      "\(folder)/seles/errors/fault.mustache": "trap", "\(folder)/seles/partials/line.mustache": "alter",
      "\(folder)/seles/forums/moderation/held.mustache": "trap",
      "modules/forums/templates/forums/moderation/held.mustache": "held {{> partials/line}}",
    ])
    #expect(try site.render("forums/moderation/held") == "held core")
    let question = Explanation.Question(template: "forums/moderation/held", alter: "seles", house: "forums")
    let barred = Explanation(question, site.module.faces.stage.snapshot.files).candidates.filter(\.isThere)
    #expect(barred.map(\.reason) == ["an alter may not replace this page", "wins"])
    #expect(try site.render("admin/sign-in", house: "admin") == "sign in core")
    #expect(try site.render("errors/fault", house: "") == "fault")
    #expect(try site.render("errors/fault", house: "forums") == "fault")
  }

  @Test func withoutAnyFileAnErrorCanStillBeTold() throws {
    let site = try TestFace([:])
    #expect(try site.render("errors/fault", house: "").contains("<!doctype html>"))
  }

  @Test func aHouseSeesNoNeighboursTemplates() throws {
    let site = try TestFace()
    #expect(throws: (any Error).self) { try site.render("forums/thread", house: "admin") }
  }

  @Test func theExplanationNamesEveryPlaceAndTheWinner() throws {
    let site = try seles(["\(folder)/seles/partials/line.mustache": "alter"])
    let question = Explanation.Question(template: "partials/line", alter: "seles", house: "forums")
    let found = Explanation(question, site.module.faces.stage.snapshot.files).candidates
    #expect(found.count == 10)
    #expect(found.filter(\.isWinner).map(\.path) == ["\(folder)/seles/partials/line.mustache"])
    #expect(found.first { $0.path == "templates/partials/line.mustache" }?.reason == "stands below")
  }
}
