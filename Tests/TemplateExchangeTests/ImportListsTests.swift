import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import TemplateExchange

/// Privacy buckets of Simply Plural, and lists.
@Suite struct ImportListsTests {
  private let bench: ImportBench
  private let file = """
    {"members":[{"_id":"m1","name":"Ash","buckets":["b1","b2"]},{"_id":"m2","name":"Bo","buckets":["b2","gone"]},
    {"_id":"m3","name":"Cleo"}],
    "privacyBuckets":[{"_id":"b1","name":"Close","icon":"*"},{"_id":"b2","name":"Work"}]}
    """

  init() throws { bench = try ImportBench() }

  private func shown() throws -> [String] {
    try bench.texts(
      """
      SELECT a.name || ' ' || l.name FROM template_shown_to s JOIN template_alter a ON a.id = s.object_id
      JOIN template_list l ON l.id = s.list_id WHERE s.kind = 'alter' ORDER BY 1
      """)
  }

  private func lists() throws -> [String] { try bench.texts("SELECT name FROM template_list ORDER BY name") }

  @Test func `without a word nothing is made of them, and they go out again`() throws {
    try bench.bring(file)
    #expect(try lists().isEmpty && shown().isEmpty)
    #expect(String(decoding: try bench.taken(.rowhouse), as: UTF8.self).contains("privacyBuckets"))
  }

  @Test func `wanted, each is a list with nobody on it, and nobody sees more`() throws {
    let before = try bench.dump()
    #expect(try bench.bring(file, lists: true, isDry: true).contains("Lists of people: 2 new"))
    #expect(try bench.dump() == before)
    try bench.bring(file, lists: true)
    #expect(try lists() == ["Close", "Work"])
    #expect(try shown() == ["Ash Close", "Ash Work", "Bo Work"])
    #expect(try bench.count("SELECT count(*) FROM template_list_friend") == 0)
    #expect(
      try bench.texts("SELECT DISTINCT visibility FROM template_alter WHERE account_id IS NOT NULL") == [
        "private"
      ])
    #expect(String(decoding: try bench.taken(.rowhouse), as: UTF8.self).contains("privacyBuckets"))
    #expect(try bench.undo(1) == [])
    #expect(try bench.dump() == before)
  }

  @Test func `a list of that name is left alone, and one that has people gets nobody new`() throws {
    try bench.change("INSERT INTO template_list(account_id, name) VALUES(?, 'Work')", [bench.rowan.id])
    try bench.bring(file, lists: true)
    #expect(try lists() == ["Close", "Work", "Work 2"])
    let more = file.replacing("\"Cleo\"", with: "\"Cleo\",\"buckets\":[\"b1\"]").replacing(
      "{\"_id\":\"m3\"", with: "{\"_id\":\"m4\",\"name\":\"Di\",\"buckets\":[\"b1\"]},{\"_id\":\"m3\"")
    #expect(try bench.bring(more, lists: true).contains("Lists of people: 2 same"))
    #expect(try shown() == ["Ash Close", "Ash Work 2", "Bo Work 2"])
  }

  @Test func `whom the person has shown to somebody already is not touched`() throws {
    try bench.bring(file)
    try bench.change("UPDATE template_alter SET visibility = 'members' WHERE name = 'Ash'")
    try bench.bring(file, lists: true)
    #expect(try shown() == ["Bo Work"])
    #expect(try bench.texts("SELECT visibility FROM template_alter WHERE name = 'Ash'") == ["members"])
  }

  @Test func `taken back, a list that is used stays`() throws {
    try bench.bring(file, lists: true)
    let list = try bench.count("SELECT id FROM template_list WHERE name = 'Work'")
    let friend = try bench.site.signUp("david")
    try bench.change(
      "INSERT INTO template_friend(account_id, friend_id, since) VALUES(?, ?, 1)",
      [bench.rowan.id, friend.id])
    try bench.change(
      "INSERT INTO template_list_friend(list_id, account_id, friend_id) VALUES(?, ?, ?)",
      [list, bench.rowan.id, friend.id])
    #expect(try bench.undo(1) == ["Stays as it is here: 1 lists that you use, or have changed"])
    #expect(try lists() == ["Work"] && shown().isEmpty)
  }

  /// An archive of a list with friends on it, to which Ash is shown.
  private func archived(_ friends: [Person]) throws -> String {
    try bench.bring(file, lists: true)
    for friend in friends {
      try befriend(friend)
      try bench.change(
        """
        INSERT INTO template_list_friend(list_id, account_id, friend_id)
        SELECT id, account_id, ? FROM template_list WHERE name = 'Close'
        """, [friend.id])
    }
    let archive = String(decoding: try bench.taken(.rowhouse), as: UTF8.self)
    try bench.change("DELETE FROM template_list")
    return archive
  }

  private func befriend(_ friend: Person) throws {
    for pair in [(bench.rowan.id, friend.id), (friend.id, bench.rowan.id)] {
      try bench.change(
        "INSERT INTO template_friend(account_id, friend_id, since) VALUES(?, ?, 1)", [pair.0, pair.1])
    }
  }

  private func people() throws -> [String] {
    try bench.texts(
      """
      SELECT l.name || ' ' || p.name FROM template_list_friend f JOIN template_list l ON l.id = f.list_id
      JOIN person p ON p.id = f.friend_id ORDER BY 1
      """)
  }

  @Test func `our archive brings back those who are friends still, and names the others`() throws {
    let (david, erin, flo) = (
      try bench.site.signUp("david"), try bench.site.signUp("erin"), try bench.site.signUp("flo")
    )
    let archive = try archived([david, erin, flo])
    try bench.change("DELETE FROM template_friend WHERE ? IN (account_id, friend_id)", [erin.id])
    try bench.change("DELETE FROM template_friend WHERE ? IN (account_id, friend_id)", [flo.id])
    let lines = try bench.bring(archive, asSaid: true, lists: true)
    #expect(try people() == ["Close david"] && shown().contains("Ash Close"))
    #expect(lines.contains("Left out: 2 \(Remarks.strangers) (erin, flo)"), "\(lines)")
    let ash = try bench.count("SELECT id FROM template_alter WHERE name = 'Ash'")
    #expect(bench.site.get("/alters/\(ash)", as: david).status == .ok)
    #expect(bench.site.get("/alters/\(ash)", as: erin).status == .notFound)
    #expect(try bench.undo(2) == [] && people().isEmpty && lists().isEmpty)
  }

  @Test func `without the word for it nobody comes onto a list`() throws {
    let david = try bench.site.signUp("david")
    let archive = try archived([david])
    try bench.bring(archive, lists: true)
    #expect(try lists() == ["Close", "Work"] && people().isEmpty)
    let ash = try bench.count("SELECT id FROM template_alter WHERE name = 'Ash'")
    #expect(bench.site.get("/alters/\(ash)", as: david).status == .notFound)
  }

  @Test func `another site's people are nobody here, whatever their names and numbers`() throws {
    let david = try bench.site.signUp("david")
    let archive = try archived([david])
    let origin = try bench.site.site.app.read { try Origin($0).name }
    let lines = try bench.bring(
      archive.replacing("rowhouse/\(origin).", with: "rowhouse/000000000000."), asSaid: true, lists: true)
    #expect(try people().isEmpty)
    #expect(lines.contains("Left out: 1 \(Remarks.strangers) (david)"), "\(lines)")
  }

  @Test func `the page asks, and does it only when it is ticked`() throws {
    let page = "/account/system/import"
    for (number, wish) in [(1, [:]), (2, ["lists": "make"])] {
      let body =
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n\(file)\r\n--xx--\r\n"
      _ = bench.site.send(
        "POST", page, as: bench.rowan, headers: ["Origin": "http://localhost:8080"], body: body,
        contentType: "multipart/form-data; boundary=xx")
      try bench.work()
      #expect(bench.site.get("\(page)/\(number)", as: bench.rowan).text.contains("The file has 2."))
      _ = bench.site.post("\(page)/\(number)", wish, as: bench.rowan)
      try bench.work()
      #expect(try lists().count == (number == 1 ? 0 : 2))
    }
  }
}
