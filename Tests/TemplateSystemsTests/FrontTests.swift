import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateSystems

@Suite struct FrontTests {
  let csv = "alter,fronting,note\nseles,1,likes tea\ndexen,0,\nyuki,0,\"a, b\"\n"

  private func site() throws -> TestFace {
    let site = try TestFace(csv: csv)
    try site.follow()
    return site
  }

  @Test func aSwitchGoesIntoTheFileWithColumnsThatAreNotOurs() throws {
    let site = try site()
    try site.front("dexen", "yuki")
    let lines = try site.csv.split(separator: "\n")
    #expect(
      lines[0]
        == "alter,fronting,position,name,pronouns,color,visibility,front_visibility,kind,since,status,note")
    #expect(lines[1] == "seles,0,,Seles,,,private,private,alter,,,likes tea")
    #expect(lines[2].hasPrefix("dexen,1,1,Dexen,,,private,private,alter,20"))
    #expect(lines[3].hasPrefix("yuki,1,2,Yuki") && lines[3].hasSuffix(",\"a, b\""))
    try site.follow()
    #expect(try site.front == ["dexen", "yuki"])
    #expect(try site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM template_switch") } == 2)
  }

  @Test func aSwitchIsOneRowAndItsSpans() throws {
    let site = try site()
    try site.front("seles", "dexen")
    try site.front("dexen")
    let (spans, switches) = try site.app.read { db in
      (
        try Row.fetchAll(db, sql: "SELECT alter_id, in_switch, out_switch FROM template_span ORDER BY id")
          .map { row -> [Int64?] in [row[0], row[1], row[2]] },
        try Int64.fetchAll(db, sql: "SELECT id FROM template_switch ORDER BY id")
      )
    }
    #expect(spans == [[1, switches[0], switches[2]], [2, switches[1], nil]])
  }

  @Test func anotherOrderIsASwitch() throws {
    let site = try site()
    try site.front("seles", "dexen")
    try site.front("dexen", "seles")
    #expect(try site.front == ["dexen", "seles"])
    try site.front("dexen", "seles")
    #expect(try site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM template_switch") } == 3)
  }

  private func undo(_ site: TestFace) throws -> Bool {
    var isUndone = false
    try site.module.systems.inbox.change(at: site.now) { isUndone = try Switch.undo(at: site.now, $0) }
    return isUndone
  }

  @Test func undoTakesTheLastSwitchBack() throws {
    let site = try site()
    try site.front("dexen")
    try site.front()
    #expect(try site.front == [])
    for expected in [["dexen"], ["seles"], []] {
      #expect(try undo(site))
      #expect(try site.front == expected)
    }
    #expect(try !undo(site))
  }

  @Test func aClockSetBackBreaksNothing() throws {
    let site = try site()
    site.now = site.now - 100_000
    try site.front("dexen")
    #expect(try site.front == ["dexen"])
  }

  @Test func aFileThatWasRemovedIsWrittenAgain() throws {
    let site = try site()
    try site.front("dexen")
    let text = try site.csv
    try FileManager.default.removeItem(at: site.csvFile)
    try site.follow()
    #expect(
      try site.csv
        == text.replacing(",note", with: "").replacing(",likes tea", with: "").replacing(
          ",\"a, b\"", with: ""
        ).replacing(/,\n/, with: "\n") || site.front == ["dexen"])
  }

  @Test func stateFilesRememberTheLastFrontAndKeepWhatIsNotOurs() throws {
    let site = try site()
    try site.write("data/template/alters/dexen.json", #"{"mood": "calm", "playlist": ["a"], "schema": 1}"#)
    try site.write("data/template/alters/seles.json", "{ not json")
    try site.front("dexen")
    let folder = site.root.appending(path: "data/template/alters")
    let dexen = try String(contentsOf: folder.appending(path: "dexen.json"), encoding: .utf8)
    #expect(dexen.contains("\"playlist\"") && dexen.contains("\"last_fronted\" : \"\(site.now.iso)\""))
    #expect(site.module.systems.states.read("dexen", now: site.now).mood == "calm")
    #expect(site.module.systems.states.read("seles", now: site.now).mood == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.contains { $0.hasPrefix("seles.json.bad-") })
  }

  @Test func aSwitchIsWrittenDownWithoutNames() throws {
    let site = try site()
    #expect(site.recorder.entries.map(\.after) == ["1"])
    try site.edit("seles;0\ndexen;1\nyuki;0\n")
    #expect(site.recorder.entries.map(\.after) == ["1", "2"])
    #expect(site.recorder.entries.allSatisfy { $0.act == "front.switch" })
  }
}

/// What a crash between two steps leaves behind.
@Suite struct CrashTests {
  private func site() throws -> TestFace {
    let site = try TestFace(csv: "seles;1\ndexen;0\n")
    try site.follow()
    return site
  }

  @Test func untilTheRenameTheOldFileIsWhole() throws {
    let site = try site()
    let staged = try AtomicFile(staging: Array("half".utf8), for: site.csvFile)
    #expect(try site.csv == "seles;1\ndexen;0\n")
    try staged.commit()
    #expect(try site.csv == "half")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: site.csvFile.deletingLastPathComponent().path)
    #expect(!names.contains { $0.hasSuffix(".tmp") })
  }

  @Test func aChangeThatDidNotReachTheFileIsBroughtThereLater() throws {
    let site = try site()
    let old = try site.csv
    try site.front("dexen")
    let new = try site.csv
    try site.app.write { db in
      try FileRecord.promise(
        FileRecord.hash(of: Array(new.utf8)), instead: FileRecord.hash(of: Array(old.utf8)), db)
    }
    try site.write("data/template/alters.csv", old)
    try site.restart()
    try site.follow()
    #expect(try site.csv == new)
    #expect(try site.front == ["dexen"])
    #expect(site.module.systems.inbox.folder.conflicts == [])
  }

  @Test func whenBothHaveChangedTheFileIsSetAside() throws {
    let site = try site()
    try site.front("dexen")
    try site.app.write { try FileRecord.promise("new", instead: "old", $0) }
    try site.edit("yuki;1\n")
    #expect(try site.front == ["dexen"])
    #expect(try site.csv.contains("dexen,1"))
    let conflict = try #require(site.module.systems.inbox.folder.conflicts.first)
    let kept = site.csvFile.deletingLastPathComponent().appending(path: conflict)
    #expect(try String(contentsOf: kept, encoding: .utf8) == "yuki;1\n")
  }

  @Test func aSwitchOnThePageDoesNotLoseAFileThatIsBeingMended() throws {
    let site = try site()
    try site.edit("seles;1\ndexen;perhaps\n")
    try site.front("dexen")
    #expect(try site.front == ["dexen"])
    #expect(site.module.systems.inbox.folder.conflicts.count == 1)
    #expect(site.codes == [])
  }

  @Test func twoProcessesSwitchingAtOnceLeaveFileAndDatabaseAgreed() async throws {
    let site = try site()
    let inbox = site.module.systems.inbox
    let now = site.now
    try site.restart()
    let other = site.module.systems.inbox
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (turn, desk) in [inbox, other, inbox, other].enumerated() {
        group.addTask {
          for step in 0..<5 {
            try desk.change(at: now + turn * 10 + step) { db in
              let fronter = Switch.Fronter(alter: Int64((turn + step) % 2 + 1))
              _ = try Switch.set([fronter], .site, actor: nil, at: now + turn * 10 + step, db)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let front = try site.front
    #expect(front.count == 1)
    #expect(try site.csv.contains("\(front[0]),1,1"))
    #expect(inbox.folder.conflicts == [])
  }
}
