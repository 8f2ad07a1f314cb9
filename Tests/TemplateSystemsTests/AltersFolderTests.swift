import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Testing

@testable import TemplateSystems

/// What may lie in the folder of alters.csv, and what a writer that was cut short leaves there.
@Suite struct AltersFolderTests {
  private let site: TestFace
  private var folder: AltersFolder { site.module.systems.inbox.folder }

  init() throws {
    site = try TestFace(csv: "seles;1\ndexen;0\n")
    try site.follow()
  }

  private func path(_ name: String) -> String { folder.folder.appending(path: name).path }
  private func lies(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  @Test func `what is saved in the last moment before a write is set aside`() throws {
    let known = try site.app.read { try FileRecord.read($0).known }
    try site.write("data/template/alters.csv", "yuki;1\n")
    try folder.write("new\n", known: known, at: site.now)
    #expect(try site.csv == "new\n")
    #expect(try folder.conflicts.map(text) == ["yuki;1\n"])
    #expect(!lies(".alters.csv.next") && !lies(".alters.csv.part"))
  }

  @Test func `what is set aside twice in a second is kept twice`() throws {
    for content in ["one\n", "two\n", "three\n"] {
      try site.write("data/template/alters.csv", content)
      try folder.setAside(at: site.now)
    }
    #expect(try Set(folder.conflicts.map(text)) == ["one\n", "two\n", "three\n"])
  }

  @Test func `a writer that was cut short while writing left nothing of worth`() throws {
    try "alter,fro".write(toFile: path(".alters.csv.part"), atomically: false, encoding: .utf8)
    try site.front("dexen")
    #expect(!lies(".alters.csv.part") && folder.conflicts == [])
    #expect(try site.front == ["dexen"])
  }

  @Test func `one that was cut short after the change of places left the old file, or an edit that is kept`()
    throws
  {
    let old = try site.csv
    try site.front("dexen")
    for (content, isKept) in [(try site.csv, false), (old, false), ("yuki;1\n", true)] {
      try content.write(toFile: path(".alters.csv.next"), atomically: false, encoding: .utf8)
      try site.app.write { db in
        let hash = try FileRecord.read(db).hash ?? ""
        try FileRecord.promise(hash, instead: FileRecord.hash(of: Array(old.utf8)), db)
      }
      try site.restart()
      try site.follow()
      #expect(!lies(".alters.csv.next"))
      #expect(try folder.conflicts.map(text) == (isKept ? ["yuki;1\n"] : []), "\(content)")
    }
    #expect(try site.front == ["dexen"])
  }

  @Test func `a pipe or a folder in its place is refused, and nobody waits for it`() throws {
    try FileManager.default.removeItem(at: folder.file)
    #expect(mkfifo(folder.file.path, 0o644) == 0)
    try site.follow()
    #expect(site.codes == ["- E_FILE_READ"])
    unlink(folder.file.path)
    try FileManager.default.createDirectory(at: folder.file, withIntermediateDirectories: false)
    try site.follow()
    #expect(site.codes == ["- E_FILE_READ"])
    #expect(try site.front == ["seles"])
  }

  @Test func `the log says where and why, and never what stands there`() throws {
    try site.edit("alter,fronting\nseles,1\nsecret name,0\n")
    let problem = try #require(site.module.systems.inbox.problems.first { $0.line == 3 })
    #expect(problem.sentence.hasPrefix("alters.csv:3: The alter must be 1 to 32 of a-z"))
    #expect(problem.sentence.hasSuffix("(E_ROW_SLUG)") && !problem.sentence.contains("secret"))
  }

  @Test func `a time with parts of a second is a time`() throws {
    try site.edit("alter,fronting,since\nseles,0,\ndexen,1,\(site.now.iso.replacing("Z", with: ".250Z"))\n")
    #expect(site.codes == [])
    #expect(try site.front == ["dexen"])
  }

  @Test func `a state file that is too large is set aside, twice in a second too`() throws {
    let states = site.module.systems.states
    for _ in 1...2 {
      try site.write(
        "data/template/alters/dexen.json",
        "{\"mood\":\"calm\",\"x\":\"\(String(repeating: "x", count: 65_536))\"}")
      #expect(states.read("dexen", now: site.now).mood == nil)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: path("alters"))
    #expect(names.filter { $0.hasPrefix("dexen.json.bad-") }.count == 2)
  }

  @Test func `a state file of the plan's own days is read, and what is not ours stays`() throws {
    try site.write(
      "data/template/alters/dexen.json",
      #"{"last_fronted": "2025-11-30", "mood": "happy", "prefs": {"tea": [1, 2.5]}}"#)
    #expect(site.module.systems.states.read("dexen", now: site.now).lastFronted == "2025-11-30")
    try site.module.systems.states.change("dexen", now: site.now) { $0.mood = nil }
    let kept = try text("alters/dexen.json")
    #expect(kept.contains("2.5") && kept.contains("\"mood\" : null"))
  }
}
