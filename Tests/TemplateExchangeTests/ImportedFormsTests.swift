import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateTesting
import Testing

@testable import TemplateExchange
@testable import TemplateSystems

/// Whatever comes in can be saved: the limits of files are those of the forms.
@Suite struct ImportedFormsTests {
  private let bench: ImportBench

  init() throws { bench = try ImportBench() }

  static let files = [
    """
    {"users":[{"_id":"u","username":"Long","desc":"\(String(repeating: "S", count: 12_000))"}],
     "customFields":[{"_id":"f","name":"Story","type":0},{"_id":"m","name":"Month","type":3}],
     "members":[
      {"_id":"1","name":"Ash","desc":"\(String(repeating: "d", count: 6000))","info":{"f":" \(String(repeating: "v", count: 2000)) "}},
      {"_id":"2","name":"Noa\\u200f","pronouns":"\\u202ahe\\u202c"},
      {"_id":"3","name":"Cedar","desc":"one\\r\\ntwo\\u2028three\\u0007\\r\\n","info":{"f":"a\\r\\nb","m":"soon"}},
      {"_id":"4","name":"Dog \\uf8ff","displayName":"\\t","color":"abc"},
      {"_id":"5","name":"Elm","desc":"\(String(repeating: "[", count: 501))\\n\(String(repeating: ">", count: 30)) deep"},
      {"_id":"6","name":"\(String(repeating: "e\u{301}", count: 300))"},{"_id":"7","name":"\\u200b"}],
     "groups":[{"_id":"g","name":"Fruit\\u200e","desc":"LINE1\\nLINE2 \(String(repeating: "n", count: 900))","emoji":"🏳️‍⚧️🌳","members":["1"]}],
     "frontHistory":[]}
    """,
    #"{"version":2,"name":"A\u2066b","tag":"\#(String(repeating: "t", count: 99))","description":"x\u0000y","members":[{"id":"aaaaa","name":"A\nB","birthday":"0004-02-29","description":"\ufeffz"}],"groups":[{"id":"ggggg","name":"G","description":"a\nb"}],"switches":[]}"#,
    #"{"tuppers":[{"id":1,"name":"T\u0001","nick":"\u202en","birthday":"May","brackets":["t:",""]}],"groups":[{"id":2,"name":null,"description":"x\r\ny"}]}"#,
  ]

  @Test(arguments: ImportedFormsTests.files.indices)
  func `after an import every form can be saved with another word changed`(index: Int) throws {
    try bench.bring(Self.files[index])
    let alters = try bench.site.alters(of: bench.rowan)
    #expect(!alters.isEmpty)
    for alter in alters {
      let answer = bench.site.post("/account/system/alters/\(alter.id)", try form(alter), as: bench.rowan)
      #expect(answer.status == .seeOther, "\(alter.name.prefix(20)): \(errors(answer))")
      let saved = try #require(try bench.site.alters(of: bench.rowan).first { $0.id == alter.id })
      #expect(saved.pronouns == "xe" && saved.description == alter.description && saved.name == alter.name)
    }
    try saveTheRest()
  }

  private func saveTheRest() throws {
    let account = bench.rowan.id
    let (system, groups) = try bench.site.site.app.read { db in
      (try AccountSystem.find(account, db), try AlterGroup.all(of: account, db))
    }
    let answer = bench.site.post(
      "/account/system/edit",
      [
        "name": system.name, "tag": system.tag, "description": sent(system.description), "pronouns": "they",
        "zone": "Europe/Lisbon",
      ], as: bench.rowan)
    #expect(answer.status == .seeOther, "\(errors(answer))")
    for group in groups {
      let answer = bench.site.post(
        "/account/system/groups/\(group.id)",
        [
          "name": group.name, "description": sent(group.description), "emoji": group.emoji, "color": "112233",
        ],
        as: bench.rowan)
      #expect(answer.status == .seeOther, "\(errors(answer))")
    }
  }

  /// As a browser sends it: with another line end.
  private func form(_ alter: AccountAlter) throws -> [String: String] {
    let values = try bench.site.site.app.read { db in try CustomField.values(of: alter.id, db) }
    var form = [
      "name": alter.name, "display_name": alter.displayName, "pronouns": "xe",
      "description": sent(alter.description), "birthday": Birthday(alter.birthday)?.typed ?? alter.birthday,
      "color": alter.color,
    ]
    for (field, value) in values { form["field-\(field)"] = sent(value) }
    return form
  }

  private func sent(_ text: String) -> String { text.replacing("\n", with: "\r\n") }

  private func errors(_ answer: Answer) -> [Substring] {
    answer.text.matches(of: /takes at most[^<]*|can’t be empty[^<]*|nests more[^<]*|written otherwise[^<]*/)
      .map(\.output)
  }

  @Test func `what was put right is told, with its place`() throws {
    let lines = try bench.bring(Self.files[0])
    for words in [
      "Put right: 1 descriptions were longer than 10000 characters and were cut",
      "names and pronouns held signs that nobody can see, which were removed (members no. 2",
      "names and pronouns were longer than 100 characters and were cut (members no. 6)",
      "members without a name are called “Unnamed” (members no. 7)",
    ] { #expect(lines.contains { $0.contains(words) }, "\(words) in \(lines)") }
  }

  /// What came in before there was one set of limits, or before a rule was made.
  @Test func `what is kept in another shape may stay, and a change of it is judged`() throws {
    try bench.bring(#"{"members":[{"_id":"1","name":"Ash","desc":"d"}]}"#)
    try bench.change(
      "UPDATE template_alter SET name = 'A' || char(8238) || 'b', description = char(7) || char(10)||'x' WHERE name = 'Ash'"
    )
    let alter = try #require(try bench.site.alters(of: bench.rowan).first)
    let address = "/account/system/alters/\(alter.id)"
    #expect(bench.site.post(address, try form(alter), as: bench.rowan).status == .seeOther)
    let kept = try #require(try bench.site.alters(of: bench.rowan).first)
    #expect(kept.name == alter.name && kept.description == alter.description && kept.pronouns == "xe")
    var changed = try form(alter)
    changed["name"] = alter.name + "\u{202E}"
    #expect(bench.site.post(address, changed, as: bench.rowan).status == .unprocessableContent)
    changed = try form(alter)
    changed["description"] = String(alter.description.filter { $0 != "\n" })
    #expect(bench.site.post(address, changed, as: bench.rowan).status == .unprocessableContent)
  }

  @Test func `what custom fields say has the shape of their kind`() throws {
    try bench.bring(
      ##"{"customFields":[{"_id":"a","name":"Month","type":3},{"_id":"b","name":"Name day","type":7},{"_id":"c","name":"Colour","type":1},{"_id":"d","name":"When","type":6},{"_id":"e","name":"Year","type":4},{"_id":"g","name":"Day","type":2},{"_id":"h","name":"My","type":5}],"members":[{"_id":"1","name":"Juniper","info":{"a":"2000-11-01T00:00:00.000","b":"2000-02-29T00:00:00.000","c":"#FF336699","d":"2024-05-06T07:08:09.000","e":"2000-01-01T00:00:00.000","g":"soon","h":951782400000}}]}"##
    )
    #expect(
      try bench.texts(
        "SELECT name || ' ' || value FROM template_field_value JOIN template_field ON id = field_id ORDER BY name"
      )
        == [
          "Colour #336699", "Day soon", "Month 11", "My 2000-02", "Name day 02-29", "When 2024-05-06 07:08",
          "Year 2000",
        ])
  }
}
