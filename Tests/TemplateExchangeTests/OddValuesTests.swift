import Foundation
import GRDB
import Kit
import KitTesting
import TemplateSystems
import Testing

@testable import TemplateExchange

/// Values of PluralKit and Tupperbox that the site itself would not take.
@Suite struct OddValuesTests {
  private let bench: ImportBench

  init() throws { bench = try ImportBench() }

  private func tags() throws -> [String] {
    try bench.texts(
      "SELECT name || ' ' || prefix || '…' || suffix FROM template_proxy_tag JOIN template_alter a ON a.id = alter_id ORDER BY name, prefix"
    )
  }

  @Test func `tags that the form refuses are left out and told`() throws {
    let long = String(repeating: "t", count: 120)
    let lines = try bench.bring(
      #"""
      {"members":[{"id":"aaaaa","name":"Ash","proxy_tags":[{"prefix":"\#(long)","suffix":null},{"prefix":"\\","suffix":null},{"prefix":"  ","suffix":" "},{"prefix":"a\nb","suffix":""},{"prefix":" A: ","suffix":null}]},
       {"id":"bbbbb","name":"Bay","proxy_tags":[{"prefix":"A: ","suffix":""},{"prefix":"b:","suffix":null}]}],"switches":[]}
      """#)
    #expect(try tags() == ["Ash A: …", "Bay b:…"])
    #expect(
      lines.contains {
        $0.hasPrefix("Left out: 4 proxy tags that nobody can have here") && $0.hasSuffix("(members no. 1)")
      }, "\(lines)")
    #expect(lines.contains("Left out: 1 proxy tags that somebody else of you has already (members no. 2)"))
  }

  @Test func `a tag that moves from one to another moves, whoever comes first`() throws {
    func file(_ owner: String, _ other: String) -> String {
      """
      {"members":[{"id":"aaaaa","name":"Ash","proxy_tags":[\(owner)]},{"id":"bbbbb","name":"Bay","proxy_tags":[\(other)]}],"switches":[]}
      """
    }
    let tag = #"{"prefix":"x:","suffix":null}"#
    try bench.bring(file("", tag))
    try bench.bring(file(tag, ""))
    #expect(try tags() == ["Ash x:…"])
  }

  @Test func `a switch that does not say who fronts is none`() throws {
    let file = try AnyFile.read(
      Array(
        #"{"members":[{"id":"aaaaa","name":"Ash"},{"id":"bbbbb","name":"Bay"}],"switches":[{"timestamp":"2026-10-01T14:00:00Z","members":["bbbbb"]},{"timestamp":"2026-10-01T12:00:00Z","members":null},{"timestamp":"2026-10-01T10:00:00Z","members":["aaaaa"]}]}"#
          .utf8), now: .now + 1_000_000_000)
    #expect(
      file.spans.map { "\($0.member.id) \($0.start.iso.dropFirst(11)) \($0.end?.iso.dropFirst(11) ?? "")" }
        == [
          "aaaaa 10:00:00Z 14:00:00Z", "bbbbb 14:00:00Z ",
        ])
    #expect(
      file.remarks.lines.map(\.words) == ["Left out: 1 switches that do not say who fronts (switches no. 2)"])
  }

  @Test func `what has not happened yet is left out, and ends nothing`() throws {
    let now = try #require(SourceMoment.iso("2026-11-29T00:00:00Z")?.moment)
    let file = try AnyFile.read(
      Array(
        #"{"members":[{"id":"pekan","name":"Pecan"},{"id":"kuaxe","name":"Quince"}],"switches":[{"timestamp":"9999-12-31T23:59:59Z","members":["kuaxe"]},{"timestamp":"2027-03-01T00:00:00Z","members":[]},{"timestamp":"2026-01-05T10:00:00Z","members":["pekan"]}]}"#
          .utf8), now: now)
    #expect(file.spans.map { "\($0.member.id) \($0.end == nil)" } == ["pekan true"])
    #expect(file.remarks.count(.dropped, "switches of a time that has not come") == 2)
  }

  @Test func `a name that is there twice opens nothing`() throws {
    for privacy in [
      #""privacy":{"visibility":"private"},"privacy":{"visibility":"public"}"#,
      #""privacy":{"visibility":"public"},"privacy":{"visibility":"private"}"#,
      #""privacy":{"visibility":"public","visibility":"private"}"#,
      #""privacy":"private","privacy":"public""#,
    ] {
      let file = try AnyFile.read(
        Array("{\"members\":[{\"id\":\"pekan\",\"name\":\"Pecan\",\(privacy)}],\"switches\":[]}".utf8))
      #expect(file.alters.map(\.visibility) == [.nobody], "\(privacy)")
    }
  }

  @Test(arguments: ["public", "private"])
  func `groups are seen where the system lets them be seen`(level: String) throws {
    let groups =
      #"[{"id":"ggggg","name":"G","members":[],"privacy":{"visibility":"public","name_privacy":"public"}}]"#
    let text =
      #"{"privacy":{"group_list_privacy":"\#(level)"},"members":[],"groups":\#(groups),"switches":[]}"#
    try bench.bring(text, asSaid: true)
    #expect(try bench.texts("SELECT visibility FROM template_group") == [level])
    // PluralKit gets back what it said.
    let out = try JSON(try bench.taken(.pluralkit))
    #expect(out["groups"]?.items.first?["privacy"]?["visibility"]?.text == "public")
    #expect(out["privacy"]?["group_list_privacy"]?.text == level)
  }

  @Test func `Tupperbox: what is left out or called otherwise is told`() throws {
    let lines = try bench.bring(
      #"{"groups":[{"id":7,"name":"Core"},{"id":8},{"name":"No id"}],"tuppers":[{"id":1,"name":"Alpha","brackets":["a:","","b:"],"birthday":"May","group_id":9},{"id":2,"name":"Beta","group_id":"7"}]}"#
    )
    for words in [
      "Left out: 1 brackets that have no other half (tuppers no. 1)",
      "Left out: 1 birthdays that are no day of the calendar (tuppers no. 1)",
      "Left out: 1 groups of members that are not in the file (tuppers no. 1)",
      "Left out: 1 groups without an id, or with one that came before (groups no. 3)",
      "Put right: 1 groups without a name are called “Unnamed” (groups no. 2)",
    ] { #expect(lines.contains(words), "\(words) in \(lines)") }
    #expect(try bench.count("SELECT count(*) FROM template_group_alter") == 1)
  }
}
