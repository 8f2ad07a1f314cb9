import Foundation
import Kit
import Template
import TemplateTesting
import Testing

@testable import TemplateFaces

/// What editors and people leave among the files of faces.
@Suite struct IgnoredFilesTests {
  private func ignored(_ site: TestFace) -> [String] {
    FaceFiles(Settings(data: site.root.appending(path: "data"), home: site.root)).ignored
  }

  @Test(arguments: [
    (".thread.mustache.swp", "dot"), ("thread.mustache~", ".mustache"), ("#thread.mustache#", ".mustache"),
    (".DS_Store", "dot"), ("Thumbs.db", ".mustache"), ("thread (1).mustache", "a-z"),
    ("thread.mustache.bak", ".mustache"),
  ])
  func areNamedWithTheReason(name: String, word: String) throws {
    let site = try TestFace()
    #expect(ignored(site) == [])
    let folder = "site/modules/template/templates/wren"
    try site.write("\(folder)/\(name)", "{{> partials/nowhere-at-all}}")
    let found = try #require(ignored(site).first)
    #expect(
      found.hasPrefix("\(folder)/\(name): ") && found.contains(word) && found.hasSuffix("It is ignored."))
    #expect(ignored(site).count == 1)
  }

  @Test func linksAndFoldersWithTheNamesOfFilesAreNamedToo() throws {
    let site = try TestFace()
    let folder = "site/modules/template/templates/wren"
    try site.write("\(folder)/thread.mustache/x.mustache", "x")
    let link = site.root.appending(path: "data/\(folder)/line.mustache")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: URL(filePath: "/etc/passwd"))
    try site.write("site/modules/template/static/css/alters/wren/alter (1).css", "")
    let found = ignored(site)
    #expect(found.count == 3)
    #expect(found.contains { $0.contains("thread.mustache: It is a folder") })
    #expect(found.contains { $0.contains("line.mustache: It is a link") })
    #expect(found.contains { $0.contains("alter (1).css: Only palette.json and alter.css") })
  }

  @Test func aFileThatIsEmptyForAMomentIsNotTakenYet() throws {
    let site = try TestFace()
    let stage = site.module.faces.stage
    let text = { try site.render("forums/thread") }
    stage.beWatched()
    try site.write("templates/partials/line.mustache", "")
    stage.follow(.now + 1)
    #expect(try text() == "thread core")
    try site.write("templates/partials/line.mustache", "whole")
    stage.follow(.now + 2)
    #expect(try text() == "thread whole")
    try site.write("templates/partials/line.mustache", "")
    stage.follow(.now + 6)
    #expect(try text() == "thread ", "one that stays empty is meant")
  }
}
