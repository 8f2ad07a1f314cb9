import Foundation
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces

/// The last good snapshot outlives a restart; what a crash leaves half written is passed over.
@Suite struct SnapshotTests {
  private let line = "site/modules/forums/templates/partials/line.mustache"

  /// A site that has kept a snapshot whose page says “good”, and whose file is broken since.
  private func broken() throws -> TestFace {
    let site = try TestFace()
    try site.write(line, "good")
    #expect(try site.render("forums/thread") == "thread good")
    try site.write(line, "{{#broken}}")
    return site
  }

  private func folder(_ site: TestFace) -> URL {
    site.root.appending(path: "data/guarded/template/snapshots")
  }

  @Test func aRestartWithBrokenFilesShowsTheLastGoodOnes() throws {
    let site = try broken()
    try site.restart()
    #expect(try site.render("forums/thread") == "thread good")
    #expect(site.module.faces.stage.problems.map(\.place) == ["\(line):1:1"])
    try site.write(line, "mended")
    #expect(try site.render("forums/thread") == "thread mended")
    #expect(site.module.faces.stage.problems == [])
  }

  @Test func whoeverSeesTheSameFilesIsOnTheSameGeneration() throws {
    let site = try TestFace()
    let first = site.module
    try site.restart()
    #expect(first.faces.stage.snapshot.generation == site.module.faces.stage.snapshot.generation)
    try site.write(line, "new")
    #expect(try site.render("forums/thread") == "thread new")
    _ = try first.faces.renderAlter("forums/thread", [], house: "forums", request: site.request())
    #expect(first.faces.stage.snapshot.generation == site.module.faces.stage.snapshot.generation)
    let generation = first.faces.stage.snapshot.generation
    try site.write(line, "new")
    try site.restart()
    #expect(site.module.faces.stage.snapshot.generation == generation, "the time of a file says nothing")
  }

  @Test func fiveAreKeptAndTheNewestIsTheCurrentOne() throws {
    let site = try TestFace()
    for number in 0..<8 {
      try site.write(line, "number \(number)")
      #expect(try site.render("forums/thread") == "thread number \(number)")
    }
    let store = site.module.faces.stage.store
    #expect(store.generations().count == SnapshotStore.kept)
    #expect(store.current == site.module.faces.stage.snapshot.generation)
    #expect(store.last()?.generation == store.current)
  }

  @Test(arguments: ["cut short", "altered", "pointer to nowhere", "no pointer", "temporary file"])
  func whatACrashLeavesIsPassedOver(accident: String) throws {
    let site = try broken()
    let store = site.module.faces.stage.store
    let newest = folder(site).appending(path: "\(try #require(store.current)).json")
    let pointer = folder(site).appending(path: "current")
    switch accident {
    case "cut short": try Data(Data(contentsOf: newest).dropLast(300)).write(to: newest)
    case "altered":
      try String(contentsOf: newest, encoding: .utf8).replacing("good", with: "evil")
        .write(to: newest, atomically: true, encoding: .utf8)
    case "pointer to nowhere": try Data("00ff".utf8).write(to: pointer)
    case "no pointer": try FileManager.default.removeItem(at: pointer)
    default: try Data("{".utf8).write(to: folder(site).appending(path: ".x.json.1.2.tmp"))
    }
    try site.restart()
    let isSpoilt = ["cut short", "altered"].contains(accident)
    #expect(try site.render("forums/thread") == (isSpoilt ? "thread core" : "thread good"))
  }

  @Test func anotherVersionsPagesAreNoHelp() throws {
    let site = try broken()
    try site.write("templates/partials/line.mustache", "of the new version")
    try site.restart()
    #expect(
      try site.render("forums/thread") == "thread of the new version", "the broken override is left out")
  }

  @Test func aDiskWithoutRoomCostsOnlyTheKeeping() throws {
    let site = try TestFace()
    try FileManager.default.createDirectory(
      at: folder(site).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data().write(to: folder(site))  // no folder can be made here
    try site.write(line, "shown all the same")
    #expect(try site.render("forums/thread") == "thread shown all the same")
    #expect(site.module.faces.stage.unkept != nil)
    #expect(site.module.faces.stage.problems == [])
    try FileManager.default.removeItem(at: folder(site))
    try site.write(line, "and kept again")
    #expect(try site.render("forums/thread") == "thread and kept again")
    #expect(site.module.faces.stage.unkept == nil)
  }

  @Test(arguments: [
    ("endless", "{{#site}}{{> partials/line}}{{/site}}", "lies within more than 250 other tags"),
    (
      "slow", "{{#site}}" + String(repeating: "{{> partials/more}}", count: 40) + "{{/site}}",
      "takes more than 250000 steps"
    ),
    (
      "giant", "{{#site}}" + String(repeating: "{{> partials/more}}", count: 12) + "{{/site}}",
      "is longer than 1048576 bytes"
    ),
  ])
  func anEndlessOrGiantTemplateIsRefusedBeforeAnybodySeesIt(kind: String, text: String, reason: String) throws
  {
    let site = try TestFace()
    let more =
      kind == "slow"
      ? "{{#site}}" + String(repeating: "{{> partials/most}}", count: 250) + "{{/site}}"
      : String(repeating: "x", count: 100_000)
    try site.write(
      "templates/partials/most.mustache",
      "{{#site}}" + String(repeating: "{{#site}}{{/site}}", count: 40) + "{{/site}}")
    try site.write("templates/partials/more.mustache", more)
    #expect(try site.render("forums/thread") == "thread core")
    try site.write("templates/partials/line.mustache", text)
    #expect(try site.render("forums/thread") == "thread core")
    let problem = try #require(site.module.faces.stage.problems.first)
    #expect(problem.file.hasPrefix("templates/partials/"))
    #expect(problem.line == 1)
    #expect(problem.reason.hasSuffix(reason), "\(problem.reason)")
  }

  @Test func filesThatAreStillBeingWrittenAreLeftInPeace() throws {
    let site = try TestFace()
    try site.write(line, "half")
    let now = Moment.now
    site.module.faces.stage.follow(now)
    #expect(
      site.module.faces.stage.snapshot.generation == (try TestFace().module.faces.stage.snapshot.generation))
    site.module.faces.stage.follow(now + 1)
    #expect(try site.render("forums/thread") == "thread half")
  }

  @Test func aFolderThatGoesDuringAPageIsMissedByTheNextOne() throws {
    let alter = "modules/template/templates/seles/partials/line.mustache"
    let site = try TestFace(TestFace.small.merging([alter: "mine"]) { $1 })
    try site.follow()
    try site.show("seles")
    let request = site.request()
    #expect(try site.module.faces.face(of: request).id == site.face().id)
    try site.remove("modules/template/templates/seles")
    let page = try site.module.faces.renderAlter("forums/thread", [], house: "forums", request: request)
    #expect(String(decoding: page, as: UTF8.self) == "thread mine")
    #expect(try site.render("forums/thread") == "thread core")
  }

  @Test func fiveHundredFacesAreLinkedWhenTheyAreWorn() throws {
    var files = TestFace.small
    for number in 0..<500 {
      files["modules/template/templates/a\(number)/partials/line.mustache"] = "face \(number)"
    }
    let site = try TestFace(files, csv: "alter,fronting,visibility,front_visibility\na499,1,public,public\n")
    #expect(site.module.faces.stage.snapshot.worn.all.isEmpty)
    #expect(try site.render("forums/thread") == "thread face 499")
    #expect(Array(site.module.faces.stage.snapshot.worn.all.keys) == [Structure(folder: "a499")])
    try site.write("modules/template/templates/a7/partials/line.mustache", "{{#broken}}")
    #expect(try site.render("forums/thread") == "thread face 499")
    #expect(
      site.module.faces.stage.problems.map(\.file) == ["modules/template/templates/a7/partials/line.mustache"]
    )
  }
}
