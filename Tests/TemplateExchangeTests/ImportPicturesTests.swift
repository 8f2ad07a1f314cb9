import Foundation
import GRDB
import Kit
import KitTesting
import Template
import Testing

@testable import Pictures
@testable import TemplateExchange
@testable import TemplateSystems
@testable import Zip

@Suite struct ImportPicturesTests {
  private let bench: ImportBench
  private let file = """
    {"users":[{"_id":"u1","username":"Lanterns"}],"members":[{"_id":"m1","name":"Ash"},
    {"_id":"m2","name":"Bo","avatarUuid":"av2"},{"_id":"m3","name":"Cleo"},{"_id":"m4","name":"Di"}]}
    """

  init() throws { bench = try ImportBench() }

  private func avatars() throws -> [String] {
    try bench.texts(
      "SELECT name || ' ' || p.kind FROM template_picture p JOIN template_alter a ON a.avatar = p.mark ORDER BY name"
    )
  }

  @Test func `the avatars of Simply Plural come in by their names, judged and bare, and go back`() throws {
    let secret = SamplePictures.png(adding: SamplePictures.chunk("tEXt", Array("Comment\0garden".utf8)))
    let zip = try SampleArchive.zip([
      ("avatars/m1.png", secret), ("av2.jpg", SamplePictures.jpeg), ("m3.png", Array("GIF89a".utf8)),
      ("m4.png", [UInt8](repeating: 0, count: Picture.heaviest + 1)), ("u1.webp", SamplePictures.lossy),
      ("somebody-else.png", SamplePictures.png),
    ])
    let foretold = try bench.bring(file, pictures: zip, isDry: true)
    #expect(try bench.count("SELECT count(*) FROM template_picture") == 0)
    let lines = try bench.bring(file, pictures: zip)
    #expect(lines.dropFirst() == foretold.dropFirst())
    #expect(try avatars() == ["Ash png", "Bo jpeg"])
    #expect(try bench.count("SELECT count(*) FROM template_account WHERE avatar <> ''") == 1)
    for line in [
      "Pictures: 2 new", "Left out: 1 files that are not pictures we can read",
      "Left out: 1 pictures that are larger than 1 MB", "Left out: 1 pictures of nobody in the file",
    ] { #expect(lines.contains(line), "\(line) is not in \(lines)") }
    let pictures = try bench.house.read { db in try StoredPicture.all(of: bench.rowan.id, db) }
    for picture in pictures {
      #expect(try !bench.template.systems.pictures.read(picture).contains(Array("garden".utf8)))
    }
    // Without the archive, they stay.
    #expect(try !bench.bring(file).contains { $0.contains("changed") })
    #expect(try bench.bring(file, pictures: zip).contains("Pictures: 2 same"))
    #expect(try avatars().count == 2)
    _ = try bench.undo(1)
    #expect(try avatars().isEmpty)
    try bench.template.systems.pictures.sweep(now: Moment(milliseconds: 1_700_000_000_000) + 200_000)
    #expect(try bench.count("SELECT count(*) FROM template_picture") == 0)
  }

  @Test func `our own archive takes them with it, and any site reads them again`() throws {
    let zip = try SampleArchive.zip([("m1.png", SamplePictures.png), ("u1.jpg", SamplePictures.jpeg)])
    try bench.bring(file, pictures: zip)
    let archive = Data(try bench.taken(.rowhouseZip))
    let read = try ZipFile(archive)
    #expect(read.entries.map(\.name).contains("system.json") && read.entries.count == 3)
    let elsewhere = try ImportBench()
    #expect(try elsewhere.bring(archive).contains("Pictures: 1 new"))
    #expect(
      try elsewhere.texts(
        "SELECT name FROM template_alter a JOIN template_picture p ON p.mark = a.avatar AND p.account_id = a.account_id"
      )
        == ["Ash"])
    #expect(try elsewhere.count("SELECT count(*) FROM template_account WHERE avatar <> ''") == 1)
    // Here, all of it is known.
    #expect(try bench.bring(archive).contains("Pictures: 1 same"))
    let text = String(decoding: try bench.taken(.rowhouse), as: UTF8.self)
    #expect(!text.contains("picture"))
  }

  @Test func `a picture that was chosen here since stays`() throws {
    try bench.bring(file, pictures: try SampleArchive.zip([("m1.png", SamplePictures.png)]))
    try bench.change("UPDATE template_alter SET avatar = 'mine' WHERE name = 'Ash'")
    let lines = try bench.bring(file, pictures: try SampleArchive.zip([("m1.jpg", SamplePictures.jpeg)]))
    #expect(
      lines.contains(
        "Stays as it is here: 1 details that you changed since the last import (members no. 1: avatar)"))
    #expect(try bench.texts("SELECT avatar FROM template_alter WHERE name = 'Ash'") == ["mine"])
  }

  @Test func `archives that are none fail in one sentence`() throws {
    func sentence(_ work: () throws -> Void) -> String {
      do { try work() } catch { return "\(error)" }
      return ""
    }
    let none = Data("hello".utf8)
    #expect(sentence { try bench.bring(file, pictures: none) }.contains("not a ZIP archive"))
    let pictures = try SampleArchive.zip([("m1.png", SamplePictures.png)])
    #expect(sentence { try bench.bring(pictures) }.contains("no file in this ZIP archive that ends in .json"))
    let two = try SampleArchive.zip([("a.json", Array("{}".utf8)), ("b.json", Array("{}".utf8))])
    #expect(sentence { try bench.bring(two) }.contains("several files"))
    #expect(sentence { try bench.bring(Data(pictures.dropLast(4))) }.contains("damaged"))
    let packed = try SampleArchive.zip([("m1.png", SamplePictures.png)], text: ("export/sp.json", file))
    #expect(try bench.bring(packed).contains("Pictures: 1 new"))
  }

  @Test func `a face goes with the archive, and one that is not here is kept and told`() throws {
    try bench.bring(file)
    try bench.change("UPDATE template_alter SET face = 'seles' WHERE name = 'Ash'")
    try bench.change("UPDATE template_alter SET face = 'nowhere' WHERE name = 'Bo'")
    let archive = Data(try bench.taken(.rowhouse))
    let elsewhere = try ImportBench()
    let lines = try elsewhere.bring(archive)
    #expect(lines.contains("Kept aside: 1 faces that this site does not have"))
    #expect(
      try elsewhere.texts(
        "SELECT name || ' ' || face FROM template_alter WHERE account_id IS NOT NULL ORDER BY name")
        == ["Ash seles", "Bo ", "Cleo ", "Di "])
    #expect(
      try elsewhere.bring(String(decoding: try elsewhere.taken(.rowhouse), as: UTF8.self)).contains {
        $0.contains("changed")
      } == false)
    #expect(String(decoding: try elsewhere.taken(.rowhouse), as: UTF8.self).contains("\"face\":\"nowhere\""))
    _ = try elsewhere.undo(1)
    #expect(try elsewhere.count("SELECT count(*) FROM template_kept") == 0)
  }

  @Test func `whether capitals matter in tags is taken over, and taken back`() throws {
    let bench = try ImportBench()
    let file = #"{"version":2,"members":[],"switches":[],"config":{"case_sensitive_proxy_tags":false}}"#
    _ = try bench.bring(file)
    #expect(try bench.count("SELECT count(*) FROM template_speaking WHERE is_exact = 0") == 1)
    _ = try bench.undo(1)
    #expect(try bench.count("SELECT count(*) FROM template_speaking") == 0)
    try bench.change("INSERT INTO template_speaking(account_id) SELECT id FROM admin_user")
    _ = try bench.bring(file)
    #expect(try bench.count("SELECT count(*) FROM template_speaking WHERE is_exact = 0") == 0)
  }

  @Test func `a time zone that is none is not taken, and told`() throws {
    for (zone, wanted) in [
      ("CST", "UTC"), ("Europe/Lisbon", "Europe/Lisbon"), ("Mars/Olympus", "UTC"), ("5", "UTC"),
      ("UTC-05", "Etc/GMT+5"), ("EST", "America/Panama"), ("america/new_york", "America/New_York"),
      ("UTC+05:30", "+05:30"), ("", "UTC"),
    ] {
      let bench = try ImportBench()
      let lines = try bench.bring(
        #"{"version":2,"members":[],"switches":[],"config":{"timezone":"\#(zone)"}}"#)
      #expect(try bench.texts("SELECT zone FROM template_account") == [wanted])
      let isLost = wanted == "UTC" && !zone.isEmpty
      #expect(lines.contains("Left out: 1 time zones that are not known here: UTC is used") == isLost)
      let isOther = zone != wanted && wanted != "UTC"
      #expect(lines.contains { $0.contains("time zones with another name") } == isOther, "\(zone)")
    }
  }
}
