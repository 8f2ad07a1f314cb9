import Foundation
import GRDB
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateExchange

@Suite struct ImportTests {
  private func small(_ name: String = "A", switches: String = "", more: String = "") -> String {
    """
    {"version":2,"name":"Lanterns","members":[
      {"id":"aaaaa","name":"\(name)","description":"first","proxy_tags":[{"prefix":"a:","suffix":null}],"privacy":{"visibility":"public"}},
      {"id":"bbbbb","name":"B"}\(more)],
     "groups":[{"id":"ggggg","name":"G","members":["aaaaa","bbbbb"]}],"switches":[\(switches)]}
    """
  }

  private let twice =
    #"{"timestamp":"2023-01-02T00:00:00Z","members":[]},{"timestamp":"2023-01-01T00:00:00Z","members":["aaaaa"]}"#

  @Test func `a dry run says what the import then does, and writes nothing`() throws {
    let bench = try ImportBench()
    var invented = InventedSystem(5)
    let file = invented.file()
    let before = try bench.dump()
    let foretold = try bench.bring(file, isDry: true)
    #expect(try bench.dump() == before)
    #expect(try bench.count("SELECT count(*) FROM template_import") == 0)
    #expect(try bench.bring(file).dropFirst() == foretold.dropFirst())
    let again = try bench.bring(file, isDry: true)
    #expect(again.contains("Members and custom fronts: 12 same"))
    #expect(!again.contains { $0.contains(" new") || $0.contains(" changed") }, "\(again)")
  }

  @Test(arguments: 1...8)
  func `undone, every table is as it was to the byte`(seed: UInt64) throws {
    let bench = try ImportBench()
    // Something of one's own, and a first import that stays.
    try bench.bring(small(switches: twice), asSaid: true)
    try bench.change(
      "INSERT INTO template_alter(account_id, slug, name, created_at) VALUES(?, 'own', 'Own', 1)",
      [bench.rowan.id])
    let before = try bench.dump()
    var invented = InventedSystem(seed)
    let file = invented.file().replacing("m000", with: "aaaaa").replacing("gaaaa", with: "ggggg")
    try bench.bring(file, asSaid: seed.isMultiple(of: 2))
    #expect(try bench.dump() != before)
    #expect(try bench.undo(2) == [])
    #expect(try bench.dump() == before)
    #expect(throws: Fault.self) { try bench.undo(2) }
    try bench.bring(simplyPlural)
    #expect(try bench.undo(3) == [])
    #expect(try bench.dump() == before)
  }

  private let simplyPlural = """
    {"members":[{"_id":"m1","name":"Ash","info":{"f":"x"}}],"customFields":[{"_id":"f","name":"F","type":0}],
     "groups":[{"_id":"g","name":"G","members":["m1"]},{"_id":"h","name":"H","parent":"g"}],
     "frontHistory":[{"_id":"1","member":"m1","startTime":1000,"live":true}],
     "comments":[{"_id":"c","documentId":"1","collection":"frontHistory","text":"t","time":5}],"notes":[{"_id":"n","note":"N"}]}
    """

  @Test func `undoing leaves what was changed since, and says so`() throws {
    let bench = try ImportBench()
    try bench.bring(small(switches: twice))
    try bench.change("UPDATE template_alter SET name = 'Mine' WHERE name = 'A'")
    try bench.change(
      "INSERT INTO template_span(account_id, alter_id, position, started_at) SELECT account_id, id, 1, 5 FROM template_alter WHERE name = 'B'"
    )
    let lines = try bench.undo(1)
    #expect(
      lines == ["Stays as it is here: 2 members who were changed since, or are needed by something newer"])
    #expect(
      try bench.texts("SELECT name FROM template_alter WHERE account_id IS NOT NULL ORDER BY name") == [
        "B", "Mine",
      ])
    #expect(try bench.count("SELECT count(*) FROM template_group") == 0)
    #expect(try bench.count("SELECT count(*) FROM template_span") == 1)
  }

  @Test func `a second file updates and doubles nothing, and what the person changed stays and is told`()
    throws
  {
    let bench = try ImportBench()
    try bench.bring(small(switches: #"{"timestamp":"2023-01-01T00:00:00Z","members":["aaaaa"]}"#))
    try bench.change("UPDATE template_alter SET description = 'mine' WHERE name = 'A'")
    let lines = try bench.bring(
      small("A2", switches: twice, more: #",{"id":"ccccc","name":"C"}"#).replacing("first", with: "second")
        .replacing("a:", with: "b:"))
    #expect(lines.contains("Members and custom fronts: 1 new, 1 changed, 1 same"))
    #expect(lines.contains("Times at the front: 1 changed"))
    #expect(
      lines.contains(
        "Stays as it is here: 1 details that you changed since the last import (members no. 1: description)"))
    #expect(
      try bench.texts(
        "SELECT name || ' ' || description FROM template_alter WHERE account_id IS NOT NULL ORDER BY position"
      )
        == ["A2 mine", "B ", "C "])
    #expect(try bench.texts("SELECT prefix FROM template_proxy_tag") == ["b:"])
    #expect(try bench.count("SELECT count(*) FROM template_span WHERE ended_at IS NULL") == 0)
  }

  @Test func `what was opened by hand is not closed, what the file hides is, and nothing opens by itself`()
    throws
  {
    let bench = try ImportBench()
    let open = small()
    let hidden = open.replacing("\"visibility\":\"public\"", with: "\"visibility\":\"private\"")
    func visibility() throws -> [String] {
      try bench.texts("SELECT visibility FROM template_alter WHERE account_id IS NOT NULL ORDER BY position")
    }
    try bench.bring(open)
    #expect(try visibility() == ["private", "private"])
    try bench.bring(open)
    #expect(try visibility() == ["private", "private"])
    try bench.bring(open, asSaid: true)
    #expect(try visibility() == ["public", "private"])
    try bench.change("UPDATE template_alter SET visibility = 'members' WHERE name = 'B'")
    try bench.bring(hidden)
    #expect(try visibility() == ["private", "members"])
  }

  @Test func `an open front ends where the person switched here, and is never opened again`() throws {
    let bench = try ImportBench()
    let live = small(switches: #"{"timestamp":"2023-01-01T00:00:00Z","members":["aaaaa"]}"#)
    try bench.bring(live)
    #expect(try bench.count("SELECT count(*) FROM template_span WHERE ended_at IS NULL") == 1)
    try bench.change("UPDATE template_span SET ended_at = started_at + 5000")
    try bench.bring(live)
    #expect(try bench.count("SELECT count(*) FROM template_span WHERE ended_at IS NULL") == 0)
    // Another account has switched by itself before the file came.
    let david = try bench.site.signUp("david")
    try bench.change(
      """
      INSERT INTO template_alter(account_id, slug, name, created_at) VALUES(?, 'd', 'D', 1);
      """, [david.id])
    try bench.change(
      "INSERT INTO template_span(account_id, alter_id, position, started_at) SELECT account_id, id, 1, 1690000000000 FROM template_alter WHERE name = 'D'"
    )
    let lines = try bench.bring(live, as: david)
    #expect(lines.contains("Put right: 1 fronts that were open end where your own began here"))
    #expect(
      try bench.texts(
        "SELECT a.name FROM template_span s JOIN template_alter a ON a.id = alter_id WHERE ended_at IS NULL")
        == ["D"])
  }

  @Test func `nothing lands in another account or in the site's own system`() throws {
    let bench = try ImportBench()
    _ = bench.site.get("/")
    let own = try bench.texts("SELECT name FROM template_alter WHERE account_id IS NULL")
    let david = try bench.site.signUp("david")
    try bench.bring(small(switches: twice), as: david)
    try bench.bring(small(switches: twice))
    #expect(try bench.texts("SELECT name FROM template_alter WHERE account_id IS NULL") == own)
    #expect(try bench.count("SELECT count(*) FROM template_alter WHERE account_id IS NOT NULL") == 4)
    #expect(throws: Fault.self) { try bench.template.exchange.undoImport(1, of: bench.rowan.id, now: .now) }
  }

  @Test func `credentials of a file are in no byte of the site`() throws {
    let bench = try ImportBench()
    var invented = InventedSystem(9)
    try bench.bring(invented.file(), asSaid: true)
    try bench.expectNowhere("secret-hook-token", "secret-config-token")
    #expect(!String(decoding: try bench.taken(.rowhouse), as: UTF8.self).contains("secret"))
  }

  @Test func `a fault in the middle leaves nothing`() throws {
    let bench = try ImportBench()
    let before = try bench.dump()
    try bench.change(
      "CREATE TRIGGER template_stop BEFORE INSERT ON template_kept BEGIN SELECT RAISE(ABORT, 'no'); END")
    var invented = InventedSystem(2)
    let file = invented.file()
    #expect(throws: DatabaseError.self) { try bench.bring(file) }
    #expect(try bench.dump() == before)
    #expect(try bench.count("SELECT count(*) FROM template_import") == 0)
  }

  @Test func `a deleted account leaves nothing of its imports`() throws {
    let bench = try ImportBench()
    try bench.bring(simplyPlural)
    try bench.change("DELETE FROM template_span_comment")
    try bench.template.erase(bench.rowan.id, keepingPosts: true, now: .now)
    for table in ["template_kept", "template_import", "template_import_change"] {
      #expect(try bench.count("SELECT count(*) FROM \(table)") == 0, "\(table)")
    }
  }
}
