import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateSystems

@Suite struct AltersFileTests {
  @Test(arguments: [
    "seles;1\ndexen;0\nyuki;0\n", "alter,fronting\nseles,1\ndexen,0\nyuki,0\n",
    "name,is_fronting\r\nseles,true\r\ndexen,false\r\nyuki,no\r\n",
    "\u{FEFF}alter,fronting\nseles,YES\ndexen,off\nyuki,0",
    "name,status\n\"seles\",on\n\ndexen,0\nyuki,0\n", "alter;fronting\nseles;1\ndexen;0\nyuki;0\n",
  ])
  func theDialectsMeanTheSame(csv: String) throws {
    let site = try TestFace(csv: csv)
    try site.follow()
    #expect(try site.front == ["seles"])
    #expect(try site.app.read { try Alter.roster($0).map(\.name) } == ["Seles", "Dexen", "Yuki"])
    #expect(try site.alter("seles")?.frontShown == .nobody)
    #expect(site.codes == [])
    #expect(try Data(contentsOf: site.csvFile) == Data(csv.utf8), "reading changes nothing")
  }

  @Test func aMissingFileBeginsWithSeles() throws {
    let site = try TestFace()
    try site.follow()
    #expect(try site.csv == AltersFile.first)
    #expect(try site.front == ["seles"])
  }

  @Test(arguments: [
    ("", "- E_FILE_HEADER"), ("who,when\nseles,1\n", "1 E_FILE_HEADER"),
    ("alter,color\nseles,1\n", "1 E_FILE_HEADER"),
    ("alter,fronting,fronting\nseles,1,1\n", "1 E_FILE_HEADER_TWICE"),
    ("alter,fronting\n\"seles,1\n", "2 E_FILE_QUOTES"),
    ("alter,fronting\nse\"les,1\n", "2 E_FILE_QUOTES"), ("alter,fronting\nse les,1\n", "2 E_ROW_SLUG"),
    ("alter,fronting\n../etc,1\n", "2 E_ROW_SLUG"), ("alter,fronting\nglobal,1\n", "2 E_ROW_RESERVED"),
    ("alter,fronting\nforums,1\n", "2 E_ROW_RESERVED"), ("alter,fronting\nseles,maybe\n", "2 E_ROW_FRONTING"),
    ("alter,fronting\nseles,1,1\n", "2 E_ROW_COLUMNS"), ("seles;1\ndexen\n", "2 E_ROW_COLUMNS"),
    ("alter,fronting\nseles,1\nSeles,0\n", "3 E_ROW_DUPLICATE"),
    ("alter,fronting\n" + (0...500).map { "a\($0),0\n" }.joined(), "- E_FILE_ROWS"),
    (String(repeating: "x", count: 262_145), "- E_FILE_SIZE"),
  ])
  func aBadFileIsRefusedWholeAndSaysWhy(csv: String, code: String) throws {
    let site = try TestFace(csv: "alter,fronting\nseles,0\ndexen,1\n")
    try site.follow()
    try site.edit(csv)
    #expect(site.codes == [code])
    #expect(try site.front == ["dexen"])
    #expect(try site.csv == csv, "the file is left to whoever mends it")
    try site.edit("alter,fronting\nseles,1\ndexen,0\n")
    #expect(site.codes == [])
    #expect(try site.front == ["seles"])
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    let site = try TestFace(csv: "seles;1\n")
    try site.follow()
    try Data([0x61, 0x2C, 0xFF, 0xFE]).write(to: site.csvFile)
    try site.follow()
    #expect(site.codes == ["1 E_FILE_UTF8"])
    #expect(try site.front == ["seles"])
  }

  @Test func allBadRowsAreNamed() throws {
    let site = try TestFace(csv: "seles;1\n")
    try site.follow()
    try site.edit("alter,fronting\n!,1\nseles,1\nyuki,perhaps\n")
    #expect(site.codes == ["2 E_ROW_SLUG", "4 E_ROW_FRONTING"])
  }

  @Test func atTheVeryFirstTimeTheGoodRowsCount() throws {
    let site = try TestFace(csv: "alter,fronting\nseles,perhaps\ndexen,0\n")
    try site.follow()
    #expect(try site.front == [])
    #expect(try site.alter("dexen") != nil)
    #expect(try site.alter("seles") == nil)
    #expect(site.codes == ["2 E_ROW_FRONTING"])
  }

  @Test func atTheVeryFirstTimeABadCellIsLeftOut() throws {
    let site = try TestFace(
      csv: """
        alter,fronting,position,name,pronouns,color,visibility,front_visibility,kind,since,status
        seles,1,many,\u{202E}x,they,red,public,everyone,robot,yesterday,\(String(repeating: "s", count: 51))

        """)
    try site.follow()
    let warned = ["NAME", "COLOR", "VIS", "KIND", "STATUS", "POSITION", "SINCE"]
    #expect(Set(site.codes) == Set(warned.map { "2 E_CELL_\($0)" }))
    let seles = try #require(try site.alter("seles"))
    #expect(seles.name == "Seles")
    #expect((seles.pronouns, seles.color) == ("they", ""))
    #expect((seles.visibility, seles.frontVisibility, seles.frontShown) == (.everyone, .nobody, .nobody))
  }

  @Test func coFrontingFollowsPositionThenTheFile() throws {
    let site = try TestFace(csv: "alter,fronting,position\nseles,1,2\ndexen,1,\nyuki,1,1\n")
    try site.follow()
    #expect(try site.front == ["yuki", "seles", "dexen"])
  }

  @Test func aColumnThatIsNotThereLeavesWhatIsKnown() throws {
    let site = try TestFace(csv: "alter,fronting,color,visibility\nseles,1,#33AA77,public\n")
    try site.follow()
    try site.edit("seles;0\n")
    #expect(try site.front == [])
    let seles = try #require(try site.alter("seles"))
    #expect((seles.color, seles.visibility) == ("33aa77", .everyone))
  }

  @Test func whoIsGoneFromTheFileIsArchivedAndComesBack() throws {
    let site = try TestFace(csv: "alter,fronting,pronouns\nseles,1,she/her\ndexen,0,\n")
    try site.follow()
    try site.edit("alter,fronting\ndexen,0\n")
    #expect(try site.alter("seles") == nil)
    #expect(try site.front == [])
    try site.edit("alter,fronting\ndexen,0\nseles,1\n")
    #expect(try site.alter("seles")?.pronouns == "she/her")
  }

  @Test func sinceIsTakenUnlessItRewritesHistory() throws {
    let site = try TestFace(csv: "alter,fronting,since\nseles,1,2026-09-21T10:00:00+02:00\ndexen,0,\n")
    try site.follow()
    #expect(try site.app.read { try Front.current($0).fronters.map(\.since.iso) } == ["2026-09-21T08:00:00Z"])
    try site.edit("alter,fronting,since\nseles,0,\ndexen,1,2026-09-21T08:00:00Z\n")
    #expect(try site.app.read { try Front.current($0).fronters.map(\.since) } == [site.now])
  }

  @Test func `whoever fronts without a face is told of, and the file is taken`() throws {
    let site = try TestFace(csv: "alter,fronting\nwren,1\ndexen,0\n")
    try site.follow()
    #expect(try site.front == ["wren"])
    #expect(site.codes == [] && site.module.systems.inbox.problems == [AltersProblem(.noFolder, line: 2)])
  }

  @Test func `cells that are not ours come back with whoever was archived on the site`() throws {
    let site = try TestFace(csv: "alter,fronting,tea,den\nseles,1,mint,\"a,b\"\ndexen,0,black,c\n")
    try site.follow()
    try site.module.systems.inbox.change(at: .now) { db in
      let id = try #require(try Int64.fetchOne(db, sql: "SELECT id FROM template_alter WHERE slug = 'dexen'"))
      try Alter.archive(id, at: .now, db)
    }
    #expect(try !site.csv.contains("dexen"))
    try site.module.systems.inbox.change(at: .now) { db in _ = try Alter.insert(slug: "dexen", at: .now, db) }
    #expect(
      try site.csv.split(separator: "\n").contains { $0.hasPrefix("dexen,") && $0.hasSuffix(",black,c") })
  }
}
