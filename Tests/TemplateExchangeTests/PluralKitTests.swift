import Foundation
import GRDB
import Kit
import KitTesting
import Testing

@testable import TemplateExchange

@Suite struct PluralKitTests {
  @Test(arguments: 1...20)
  func `what goes through here comes back to PluralKit as it was`(seed: UInt64) throws {
    var invented = InventedSystem(seed)
    let file = invented.file()
    let bench = try ImportBench()
    try bench.bring(file, asSaid: true)
    let importer = try PluralKitImporter(bench.taken(.pluralkit))
    let original = try JSON(Array(file.utf8))

    #expect(importer.switches == invented.switches.reversed())
    for name in [
      "id", "uuid", "name", "description", "tag", "pronouns", "avatar_url", "banner", "color", "created",
      "privacy", "accounts",
    ] {
      #expect(flat(importer.system[name], name) == flat(original[name], name))
    }
    for member in original["members"]?.items ?? [] {
      let back = try #require(importer.members[member["id"]?.text ?? ""])
      for (name, value) in member.members { #expect(flat(back[name], name) == flat(value, name)) }
    }
    for group in original["groups"]?.items ?? [] {
      let back = try #require(importer.groups[group["id"]?.text ?? ""])
      for (name, value) in group.members { #expect(flat(back[name], name) == flat(value, name)) }
    }
    #expect(importer.system["config"]?["timezone"]?.text == "Europe/Vienna")
    #expect(importer.system["config"]?["description_templates"]?.raw == "[\"one\",\"two\"]")
  }

  /// Null and missing are one; levels are compared by their keys. The history is never seen by more people than
  /// the front, here.
  private func flat(_ json: JSON?, _ name: String) -> [String] {
    guard let json, json.kind != .null else { return [] }
    guard name == "privacy" else { return [json.kind == .text ? json.text ?? "" : json.raw] }
    return json.members.map { "\($0.name) \($0.value.text ?? "")" }
      .filter { !($0.hasPrefix("front_history_privacy") && json["front_privacy"]?.text == "private") }
      .sorted()
  }

  @Test func `kept private, nothing of it is public anywhere`() throws {
    var invented = InventedSystem(3)
    let bench = try ImportBench()
    try bench.bring(invented.file())
    let importer = try PluralKitImporter(bench.taken(.pluralkit))
    let levels =
      importer.members.values.map { $0["privacy"]?.raw ?? "" }
      + importer.groups.values.map { $0["privacy"]?.raw ?? "" } + [importer.system["privacy"]?.raw ?? ""]
    #expect(levels.allSatisfy { !$0.contains("public") })
    #expect(
      try bench.texts(
        "SELECT DISTINCT visibility || front_visibility FROM template_alter WHERE account_id IS NOT NULL")
        == ["privateprivate"])
    #expect(try bench.texts("SELECT DISTINCT visibility FROM template_group") == ["private"])
  }

  @Test func `only a plain public is public`() throws {
    let file = """
      {"version":2,"switches":[],"members":[
        {"id":"aaaaa","name":"A","privacy":{"visibility":"public","name_privacy":null,"pronoun_privacy":"public"}},
        {"id":"bbbbb","name":"B","privacy":{"visibility":null}}, {"id":"ccccc","name":"C"},
        {"id":"ddddd","name":"D","privacy":null}, {"id":"eeeee","name":"E","privacy":"public"},
        {"id":"fffff","name":"F","visibility":"public","name_privacy":"PUBLIC"}]}
      """
    let bench = try ImportBench()
    try bench.bring(file, asSaid: true)
    #expect(
      try bench.texts(
        "SELECT name || ' ' || visibility FROM template_alter WHERE account_id IS NOT NULL ORDER BY position")
        == ["A public", "B private", "C private", "D private", "E public", "F public"])
    #expect(
      try bench.texts(
        "SELECT field FROM template_field_visibility JOIN template_alter ON id = alter_id WHERE name = 'A' ORDER BY field"
      )
        == ["avatar", "birthday", "description", "name"])
    #expect(
      try bench.count(
        "SELECT count(*) FROM template_field_visibility JOIN template_alter ON id = alter_id WHERE name = 'E'"
      ) == 0)
    #expect(
      try bench.count(
        "SELECT count(*) FROM template_field_visibility JOIN template_alter ON id = alter_id WHERE name = 'F'"
      ) == 5)
  }

  @Test func `spans follow the switches, and who goes on is one span`() throws {
    let file = """
      {"members":[{"id":"a","name":"A"},{"id":"b","name":"B"}],"switches":[
       {"timestamp":"2023-01-01T04:00:00Z","members":["b"]},{"timestamp":"2023-01-01T03:00:00Z","members":["b","a"]},
       {"timestamp":"2023-01-01T02:00:00Z","members":["a","b"]},{"timestamp":"2023-01-01T01:30:00Z","members":["a"]},
       {"timestamp":"2023-01-01T01:00:00Z","members":["a"]},{"timestamp":"2023-01-01T02:00:00Z","members":[]},
       {"timestamp":"nonsense","members":["a"]},{"timestamp":"2023-01-01T00:30:00Z","members":["gone"]}]}
      """
    let found = try AnyFile.read(Array(file.utf8))
    #expect(
      found.spans.map {
        "\($0.member.id) \($0.start.iso.prefix(16))-\($0.end?.iso.prefix(16) ?? "") \($0.position)"
      }.sorted()
        == [
          "a 2023-01-01T01:00-2023-01-01T03:00 1", "a 2023-01-01T03:00-2023-01-01T04:00 3",
          "b 2023-01-01T02:00- 2",
        ])
    #expect(found.remarks.count(.dropped, "switches without a time") == 1)
    #expect(found.remarks.count(.dropped, "switches at the very same time as another") == 1)
    #expect(found.remarks.count(.dropped, "members of switches who are not in the file") == 1)
  }

  @Test func `a member that was made here is no id of PluralKit's, and a long text is cut to its limit`()
    throws
  {
    let bench = try ImportBench()
    try bench.change(
      """
      INSERT INTO template_alter(account_id, slug, name, description, created_at, visibility)
      VALUES(?, 'x', ?, ?, 5, 'public'), (?, 'y', 'Away', '', 5, 'public')
      """,
      [
        bench.rowan.id, String(repeating: "😀", count: 80), String(repeating: "d", count: 3000),
        bench.rowan.id,
      ])
    try bench.change("UPDATE template_alter SET kind = 'status' WHERE slug = 'y'")
    try bench.change(
      "INSERT INTO template_span(account_id, alter_id, position, started_at) SELECT account_id, id, 1, 1000 FROM template_alter WHERE account_id IS NOT NULL"
    )
    let importer = try PluralKitImporter(bench.taken(.pluralkit))
    #expect(
      importer.members.count == 1
        && importer.members.keys.allSatisfy { $0.wholeMatch(of: /[a-z]{5,6}/) == nil })
    #expect(importer.switches.count == 1)
    // Whom everybody may see here they may see there; what is hidden here is hidden there.
    let member = try #require(importer.members.values.first)
    #expect(
      member["privacy"]?["visibility"]?.text == "public"
        && member["privacy"]?["metadata_privacy"]?.text == "private")
    try bench.change(
      "INSERT INTO template_field_visibility SELECT id, 'name', 'friends' FROM template_alter WHERE slug = 'x'"
    )
    let hidden = try #require(PluralKitImporter(bench.taken(.pluralkit)).members.values.first)
    #expect(
      hidden["privacy"]?["visibility"]?.text == "private"
        && hidden["privacy"]?["name_privacy"]?.text == "private")
  }

  @Test func `what was opened by a file and hidden here since is not public in PluralKit`() throws {
    let bench = try ImportBench()
    try bench.bring(
      #"{"switches":[],"members":[{"id":"aaaaa","name":"A","privacy":{"visibility":"public","name_privacy":"public","metadata_privacy":"public","proxy_privacy":"public"}}]}"#,
      asSaid: true)
    try bench.change("UPDATE template_alter SET visibility = 'private' WHERE account_id IS NOT NULL")
    let member = try #require(PluralKitImporter(bench.taken(.pluralkit)).members["aaaaa"])
    #expect(member["privacy"]?.raw.contains("public") == false)
  }

  @Test(arguments: [
    ("", "is empty"), ("hello", "is not JSON"), ("[]", "don't know this kind"),
    ("{}", "don't know this kind"),
    ("{\"switches\":[]}", "no list of members"),
    ("{\"version\":9,\"switches\":[],\"members\":[]}", "newer kind"),
    ("{\"rowhouse_system\":2}", "does not know"), ("PK\u{3}\u{4}xxxx", "ZIP archive"),
    ("{\"openplural_version\":\"0.1\"}", "OpenPlural"),
    ("{\"user\":{},\"alters\":[]}", "Octocon"), ("{\"members\":[", "ends too early"),
    (String(repeating: "[", count: 100_000), "nested deeper"),
  ])
  func `a file that is none gets one sentence`(text: String, words: String) throws {
    let bench = try ImportBench()
    let fault = #expect(throws: Fault.self) { try bench.bring(text) }
    #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
    #expect(try bench.count("SELECT count(*) FROM template_import") == 0)
  }

  @Test func `tuppers come in with their brackets`() throws {
    let bench = try ImportBench()
    try bench.bring(
      #"{"tuppers":[{"id":7,"name":"Moss","nick":"mossy","brackets":["m:","","<",">"],"birthday":"1999-02-03T00:00:00.000Z","group_id":3,"avatar_url":"https://pictures.example/m.png"}],"groups":[{"id":3,"name":"Forest"}]}"#
    )
    #expect(
      try bench.texts(
        "SELECT name || display_name || birthday FROM template_alter WHERE account_id IS NOT NULL") == [
          "Mossmossy1999-02-03"
        ])
    #expect(
      try bench.texts("SELECT prefix || '…' || suffix FROM template_proxy_tag ORDER BY id") == ["m:…", "<…>"])
    #expect(try bench.count("SELECT count(*) FROM template_group_alter") == 1)
  }
}
