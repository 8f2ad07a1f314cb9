import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateExchange

/// The same file, or a newer one, after somebody has changed things here.
@Suite struct ImportAgainTests {
  private let bench: ImportBench
  private let file = """
    {"customFields":[{"_id":"f","name":"Likes"},{"_id":"f2","name":"Role"}],
     "members":[{"_id":"m1","name":"Ash","desc":"old","info":{"f":"tea"}},{"_id":"m2","name":"Birch","desc":"x"}],
     "groups":[{"_id":"g1","name":"Trees","members":["m1","m2"]},{"_id":"g2","name":"Leaves","parent":"g1"}],
     "frontHistory":[{"_id":"h1","member":"m1","startTime":1000,"endTime":2000},{"_id":"h2","member":"m2","startTime":3000,"endTime":4000},
      {"_id":"h3","member":"m1","startTime":5000,"endTime":6000}]}
    """

  init() throws { bench = try ImportBench() }

  private func names() throws -> [String] {
    try bench.texts("SELECT name FROM template_alter WHERE account_id IS NOT NULL ORDER BY name")
      + bench.texts("SELECT name FROM template_group ORDER BY name")
      + bench.texts("SELECT name FROM template_field ORDER BY name")
  }

  private func deleteSome() throws {
    let birch = try bench.count("SELECT id FROM template_alter WHERE name = 'Birch'")
    let group = try bench.count("SELECT id FROM template_group WHERE name = 'Leaves'")
    let field = try bench.count("SELECT id FROM template_field WHERE name = 'Role'")
    let span = try bench.count("SELECT id FROM template_span WHERE started_at = 1000")
    for address in [
      "/account/system/alters/\(birch)/delete", "/account/system/groups/\(group)/delete",
      "/account/system/fields/\(field)/delete", "/account/system/front/spans/\(span)/delete",
    ] {
      #expect(bench.site.post(address, as: bench.rowan).status == .seeOther, "\(address)")
    }
  }

  @Test func `what was deleted here stays deleted, is told, and comes back when it is wanted`() throws {
    try bench.bring(file)
    try deleteSome()
    let left = ["Ash", "Trees", "Likes"]
    #expect(try names() == left)
    let lines = try bench.bring(file)
    #expect(try names() == left)
    #expect(
      lines.contains {
        $0.hasPrefix(
          "Stays as it is here: 4 records that you deleted here, which stay deleted (members no. 2")
      }, "\(lines)")
    #expect(try bench.count("SELECT count(*) FROM template_span") == 1)
    _ = try bench.template.exchange.importSystem(
      Data(file.utf8), into: bench.rowan.id, asSaid: false, bringsBack: true, isDry: false, now: .now
    ) { _, _ in }
    #expect(try names() == ["Ash", "Birch", "Leaves", "Trees", "Likes", "Role"])
    #expect(try bench.count("SELECT count(*) FROM template_span") == 3)
  }

  @Test func `the page offers to bring back what was deleted`() throws {
    try bench.bring(file)
    try deleteSome()
    let page = "/account/system/import"
    let body =
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n\(file)\r\n--xx--\r\n"
    _ = bench.site.send(
      "POST", page, as: bench.rowan, headers: ["Origin": "http://localhost:8080"], body: body,
      contentType: "multipart/form-data; boundary=xx")
    try bench.work()
    #expect(
      bench.site.get("\(page)/2", as: bench.rowan).text.contains("The file has 4 that an earlier import"))
    _ = bench.site.post("\(page)/2", ["deleted": "bring"], as: bench.rowan)
    try bench.work()
    #expect(try names().contains("Birch"))
  }

  @Test func `after an import was taken back the next one brings everything`() throws {
    try bench.bring(file)
    try deleteSome()
    _ = try bench.undo(1)
    try bench.bring(file)
    #expect(try names() == ["Ash", "Birch", "Leaves", "Trees", "Likes", "Role"])
  }

  @Test(arguments: [true, false])
  func `two programs are two sources, in either order and again`(isPluralKitFirst: Bool) throws {
    let pluralKit =
      #"{"members":[{"id":"aaaaa","name":"Ash"}],"switches":[{"timestamp":"2023-01-01T00:00:00Z","members":["aaaaa"]}]}"#
    let simplyPlural =
      #"{"members":[{"_id":"m1","name":"Ash","pkId":"aaaaa"}],"frontHistory":[{"_id":"h","member":"m1","startTime":1680000000000,"live":true}]}"#
    let files = isPluralKitFirst ? [pluralKit, simplyPlural] : [simplyPlural, pluralKit]
    for file in files { try bench.bring(file) }
    #expect(try bench.count("SELECT count(*) FROM template_span WHERE ended_at IS NULL") == 2)
    let before = try bench.dump()
    for file in files {
      let lines = try bench.bring(file)
      #expect(!lines.contains { $0.contains(" new") || $0.contains(" changed") }, "\(lines)")
    }
    #expect(try bench.dump() == before)
  }

  @Test func `what the person changed is named`() throws {
    try bench.bring(file)
    try bench.change("UPDATE template_alter SET description = 'mine' WHERE name = 'Ash'")
    try bench.change("UPDATE template_field_value SET value = 'mine'")
    try bench.change("UPDATE template_group SET name = 'Mine' WHERE name = 'Trees'")
    let newer = file.replacing("old", with: "new").replacing("tea", with: "coffee").replacing(
      "\"Trees\"", with: "\"Forest\"")
    let lines = try bench.bring(newer)
    #expect(
      lines.contains(
        "Stays as it is here: 3 details that you changed since the last import (members no. 1: description, groups no. 1: name, members no. 1: a field)"
      ), "\(lines)")
  }
}
