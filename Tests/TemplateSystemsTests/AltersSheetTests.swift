import Foundation
import GRDB
import Kit
import Template
import TemplateTesting
import Testing

@testable import TemplateSystems

/// alters.csv as spreadsheets save it: read where there is one meaning, refused where there is none, and never
/// the reason that something is lost.
@Suite struct AltersSheetTests {
  private func site() throws -> TestFace {
    let site = try TestFace(
      csv: """
        alter,fronting,name,pronouns,color,visibility,status,note
        seles,0,Seles,she/her,003399,public,,tea
        dexen,1,Dexen,they,#336699,members,at work,
        yuki,0,Yuki,,336699,private,,

        """)
    try site.follow()
    #expect(site.codes == [])
    return site
  }

  private func edit(_ site: TestFace, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: site.csvFile)
    try site.follow()
  }

  private static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap {
      isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
    }
  }

  @Test(arguments: [
    "alter,fronting,name,,\r\nseles,1,Seles,,\r\ndexen,0,Dexen,,\r\nyuki,0,Yuki,,\r\n,,,,\r\n,,,,\r\n",
    "alter,,fronting\nseles,,1\ndexen, ,0\nyuki,,0\n",
    "\u{FEFF}alter;fronting;name\r\nseles;WAHR;Seles\r\ndexen;FALSCH;Dexen\r\nyuki;FALSCH;Yuki\r\n",
    "sep=,\r\nalter,fronting\r\nseles,1\r\ndexen,0\r\nyuki,0\r\n",
    "\"sep=;\"\nalter;fronting\nseles;1\ndexen;0\nyuki;0\n", "sep=;\nseles;1\ndexen;0\nyuki;0\n",
    "alter,fronting\rseles,1\rdexen,0\ryuki,0\r", "alter,fronting\nseles,1\n\n \ndexen,0\nyuki,0\n \n",
    "alter\tfronting\nseles\tVRAI\ndexen\tFAUX\nyuki\tfaux\n",
    "alter,fronting\nseles,DOĞRU\ndexen,YANLIŞ\nyuki,yanlış\n",
    "alter;fronting;\"a,b\"\nseles;ИСТИНА;\ndexen;ЛОЖЬ;\nyuki;нет;\n",
    "alter,fronting,position\nseles,1.0,1.0\ndexen,0.0,\nyuki,0.0,\n",
    "alter,fronting,is_fronting\nseles,1,yes\ndexen,0,no\nyuki,0,\n",
  ])
  func whatTheySaveIsRead(csv: String) throws {
    let site = try site()
    try edit(site, csv.utf8)
    #expect(site.codes == [])
    #expect(try site.front == ["seles"])
    #expect(try site.alter("seles")?.color == "003399")
    try site.front("yuki")
    #expect(try site.csv.contains("yuki,1,1,Yuki"))
    try site.edit(site.csv.replacing("yuki,1,1", with: "yuki,1,2"))
    #expect(site.codes == [], "what we write is read")
  }

  @Test(arguments: [false, true])
  func sixteenBitsWithAMarkAreRead(isBig: Bool) throws {
    let site = try site()
    try edit(site, Self.utf16("alter\tfronting\tname\r\nseles\t1\tSélès\r\ndexen\t0\tD\r\n", isBig: isBig))
    #expect(site.codes == [])
    #expect(try site.front == ["seles"])
    #expect(try site.alter("seles")?.name == "Sélès")
    try edit(site, Self.utf16("alter\tfronting\r\nseles\t1\r\n", isBig: isBig).dropLast())
    #expect(site.codes == ["- E_FILE_UTF8"])
    try edit(site, Self.utf16("alter\tfronting\r\nseles\t1\r\n", isBig: isBig).dropFirst(2))
    #expect(site.codes.count == 1 && site.codes[0].hasSuffix("E_FILE_UTF8"))
  }

  @Test(arguments: [
    ("color", "3399", "E_CELL_COLOR"), ("color", "1E+10", "E_CELL_COLOR"), ("color", "12345", "E_CELL_COLOR"),
    ("status", "\u{E0080}", "E_CELL_STATUS"), ("name", "a\u{202E}b", "E_CELL_NAME"),
    ("pronouns", "a\u{7}", "E_CELL_PRONOUNS"), ("visibility", "everyone", "E_CELL_VIS"),
    ("front_visibility", "0", "E_CELL_VIS"), ("kind", "robot", "E_CELL_KIND"),
    ("position", "many", "E_CELL_POSITION"), ("since", "23.11.2026 08:00", "E_CELL_SINCE"),
  ])
  func aCellThatCannotBeReadRefusesTheFileAndEmptiesNothing(
    column: String, cell: String, code: String
  ) throws {
    let site = try site()
    let csv = "alter,fronting,\(column)\nseles,1,\ndexen,1,\(cell)\nyuki,0,\n"
    let roster = try site.app.read { try Alter.roster($0) }
    try site.edit(csv)
    #expect(site.codes == ["3 \(code)"])
    let problem = try #require(site.module.systems.inbox.problems.first { !$0.isNote })
    #expect(problem.reason.hasPrefix("Column 3: ") && !problem.reason.contains(cell))
    #expect(try site.app.read { try Alter.roster($0) } == roster)
    #expect(try site.app.read { try Front.current($0).fronters.map(\.status) } == ["at work"])
    #expect(try site.csv == csv, "the file is left to whoever mends it")
    try site.front("yuki")
    #expect(try site.csv.contains("seles,0,,Seles,she/her,#003399,public"))
    #expect(try kept(site) == [csv])
  }

  private func kept(_ site: TestFace) throws -> [String] {
    let folder = site.csvFile.deletingLastPathComponent()
    return try site.module.systems.inbox.folder.conflicts.map {
      try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }

  @Test func `what a first file says that can't be read is kept for whoever mends it`() throws {
    let csv = "alter,fronting,color\nseles,1,3399\ndexen,perhaps,\n"
    let site = try TestFace(csv: csv)
    try site.follow()
    #expect(site.codes == ["2 E_CELL_COLOR", "3 E_ROW_FRONTING"])
    try site.front("seles")
    #expect(try kept(site) == [csv])
  }

  @Test func columnsThatContradictEachOtherAreRefused() throws {
    let site = try site()
    try site.edit("alter,name,fronting,is_fronting\nseles,Seles,1,0\ndexen,Dexen,0,1\n")
    #expect(site.codes == ["2 E_ROW_CONTRADICTION", "3 E_ROW_CONTRADICTION"])
    #expect(try site.front == ["dexen"])
  }

  @Test func theByteThatIsNoTextIsNamed() throws {
    let site = try site()
    try edit(site, Array("alter,fronting,name\nseles,1,S".utf8) + [0xE4, 0x0A])
    let problem = try #require(site.module.systems.inbox.problems.first)
    #expect(problem == AltersProblem(.encoding, line: 2, column: 10))
    #expect(problem.reason.hasPrefix("Byte 10 of this line is no text."))
  }

  @Test(arguments: [
    ("#39f", "3399ff"), ("#AbCdEf", "abcdef"), ("003399", "003399"), ("39f", nil), ("3399", nil),
    ("#3399", nil),
  ])
  func aColourIsOneWhereNothingCanBeMissing(written: String, color: String?) {
    #expect(AltersFile.color(written) == color)
  }
}
