import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces

/// Outlets as face authors meet them: named in the README, there in every shipped face, empty by themselves.
@Suite struct OutletTests {
  private static let home = TestSite.projectFolder

  static var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: home.appending(path: "templates/outlets").path)
        .map { String($0.dropLast(".mustache".count)) }.sorted()
    }
  }

  @Test func theReadmeNamesThemAll() throws {
    let readme = try String(
      contentsOf: Self.home.appending(path: "modules/template/README.md"), encoding: .utf8)
    let named = readme.matches(of: /(?m)^\| `([a-z-]+)` \|/).map { String($0.1) }
    #expect(named.sorted() == (try Self.names))
    #expect(named.count >= 15)
  }

  @Test(arguments: ["", "seles", "dexen", "yuki"])
  func everyFaceHasThem(face: String) throws {
    let files = Stage(Settings(data: URL(filePath: "/nonexistent"), home: Self.home)).snapshot.files
    let chain = ["forums", "rtc", ""].map { Chain(files, alter: face.isEmpty ? nil : face, house: $0) }
    let texts = chain.flatMap { chain in
      Set(chain.scopes.flatMap(chain.files.names)).compactMap { chain.find($0, below: nil)?.source.text }
    }
    for name in try Self.names {
      #expect(texts.contains { $0.contains("{{> outlets/\(name)}}") }, "\(name)")
    }
  }

  @Test func anAltersFolderFillsJustOneOfThem() throws {
    let site = try TestFace([
      "templates/outlets/thread-above.mustache": "", "templates/errors/fault.mustache": "fault",
      "modules/forums/templates/forums/thread.mustache": "a{{> outlets/thread-above}}b",
      "modules/template/templates/seles/outlets/thread-above.mustache": " {{thread}} ",
    ])
    try site.follow()
    try site.show("seles")
    let page = try site.module.faces.renderAlter(
      "forums/thread", [["thread": "Bread"]], house: "forums", request: site.request())
    #expect(String(decoding: page, as: UTF8.self) == "a Bread b")
  }

  @Test func oneThatFailsIsReportedWithItsPlaceAndShownToWhoeverCanMendIt() throws {
    let outlet = "modules/template/templates/seles/outlets/thread-above.mustache"
    let site = try TestFace([
      "templates/outlets/thread-above.mustache": "below", "templates/errors/fault.mustache": "fault",
      "modules/forums/templates/forums/thread.mustache": "a {{> outlets/thread-above}} b",
      outlet: "\n{{#part}}{{>*name}}{{/part}}",
    ])
    try site.follow()
    try site.show("seles")
    let exchange = TestExchange([:])
    for _ in 0..<3 {
      let request = Request(method: .get, path: "/", now: site.now, exchange: exchange)
      let page = try site.module.faces.renderAlter(
        "forums/thread", [["part": ["name": "nowhere"] as Value]], house: "forums", request: request)
      #expect(String(decoding: page, as: UTF8.self) == "a below b")
    }
    #expect(exchange.reports.count == 3)
    #expect(exchange.reports[0].contains("an outlet gave way to the one below in line 2"))
    #expect(!exchange.reports[0].contains("seles"), "a face's files are named after an alter")
    let generation = site.module.faces.stage.snapshot.generation
    let known = try site.app.read { try OutletFailure.all(in: generation, $0) }
    #expect(known.map(\.place) == ["\(outlet):2"])
    try site.write(outlet, "mended")
    #expect(try site.render("forums/thread") == "a mended b")
    let after = site.module.faces.stage.snapshot.generation
    #expect(try site.app.read { try OutletFailure.all(in: after, $0) }.isEmpty)
  }
}
