import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import TemplateSystems
import TemplateTesting
import Testing

@testable import TemplateExchange

/// What our own archive holds beside people, groups and fronts: it comes in again, and never twice.
@Suite struct ArchiveRestTests {
  private let bench: ImportBench

  init() throws { bench = try ImportBench() }

  private func text(of person: Person? = nil) throws -> String {
    String(decoding: try bench.taken(.rowhouse, of: person), as: UTF8.self)
  }

  /// Somebody with a front that began with a note, comments, and a list that sees some of it.
  private func live() throws {
    let own = try bench.site.add("Own", for: bench.rowan)
    let alter = try #require(own.split(separator: "/").last)
    let switched = bench.site.post(
      "/account/system/front", ["op": "set", "alter": "\(alter)", "note": "After a long day"], as: bench.rowan
    )
    #expect(switched.status == .seeOther)
    let span = try bench.count("SELECT max(id) FROM template_span")
    for comment in ["first", "second"] {
      _ = bench.site.post(
        "/account/system/front/spans/\(span)/comments", ["comment": comment], as: bench.rowan)
    }
    try bench.change("INSERT INTO template_list(account_id, name) VALUES(?, 'Close')", [bench.rowan.id])
    try bench.change(
      """
      INSERT INTO template_shown_to(list_id, kind, object_id)
      SELECT l.id, k.value, a.id FROM template_list l, template_alter a, json_each('["alter","alter.front"]') k
      WHERE a.name = 'Own'
      """)
    try bench.change(
      "INSERT INTO template_shown_to(list_id, kind, object_id) SELECT id, 'system', account_id FROM template_list"
    )
  }

  @Test func `comments, notes and lists are in it, and brought back it adds nothing`() throws {
    try live()
    let archive = try text()
    #expect(!archive.contains("\"comments\":[{\"id\":null"))
    #expect(archive.contains("After a long day") && archive.contains("\"name\":\"Close\""))
    let before = try bench.dump()
    for _ in 1...2 {
      let lines = try bench.bring(archive, asSaid: true, lists: true, at: .now)
      #expect(!lines.contains { $0.contains(" new") || $0.contains(" changed") }, "\(lines)")
    }
    #expect(try bench.dump() == before)
  }

  @Test func `an archive whose comments have no ids doubles none`() throws {
    try live()
    let archive = try text().replacing(/"comments":\[\{"id":"[^"]*"/) { _ in "\"comments\":[{\"id\":null" }
    #expect(archive.contains("{\"id\":null"))
    let lines = try bench.bring(archive, at: .now)
    #expect(lines.contains("Comments on fronts: 2 same"), "\(lines)")
    #expect(try bench.count("SELECT count(*) FROM template_span_comment") == 2)
  }

  @Test func `another account gets the notes where they stood, and lists with nobody on them`() throws {
    try live()
    let david = try bench.site.signUp("david")
    let archive = try text()
    let lines = try bench.bring(archive, lists: true, as: david, at: .now)
    #expect(
      lines.contains("Notes on switches: 1 new") && lines.contains("Lists of people: 1 new"), "\(lines)")
    #expect(
      bench.site.get("/account/system/front/history", as: david).text.contains("After a long day"))
    #expect(
      try bench.texts(
        "SELECT kind FROM template_shown_to JOIN template_list l ON l.id = list_id WHERE account_id = \(david.id) ORDER BY kind"
      ) == ["alter", "alter.front", "system"])
    #expect(try bench.count("SELECT count(*) FROM template_list_friend") == 0)
    #expect(try text(of: david) == archive)
    #expect(try bench.template.exchange.undoImport(1, of: david.id, now: .now) == [])
    #expect(try bench.count("SELECT count(*) FROM template_switch WHERE account_id = \(david.id)") == 0)
    #expect(try bench.count("SELECT count(*) FROM template_list WHERE account_id = \(david.id)") == 0)
  }

  @Test func `lists are made only if they are wanted`() throws {
    try live()
    let david = try bench.site.signUp("david")
    try bench.bring(try text(), as: david, at: .now)
    #expect(try bench.count("SELECT count(*) FROM template_list") == 1)
  }

  @Test func `somebody whose key is a long name is in the archive, and comes in again`() throws {
    let names = [50, 66, 90].map { String(repeating: "你", count: $0) }
    let tuppers = names.map {
      "{\"name\":\"\($0)\",\"brackets\":[\"\($0.count):\",\"\"],\"avatar_url\":\"u\"}"
    }
    try bench.bring("{\"tuppers\":[\(tuppers.joined(separator: ","))]}")
    #expect(try bench.site.alters(of: bench.rowan).map(\.name) == names)
    let archive = try text()
    let david = try bench.site.signUp("david")
    let lines = try bench.bring(archive, as: david)
    #expect(try bench.site.alters(of: david).map(\.name) == names)
    #expect(!lines.contains { $0.hasPrefix("Left out") }, "\(lines)")
    #expect(try text(of: david) == archive)
  }

  @Test func `of two words for one thing the more private counts`() throws {
    try bench.bring(
      #"{"rowhouse_system":1,"alters":[{"id":"rowhouse/x.1","name":"A","visibility":"private","visibility":"public","narrower":{"name":"private","name":"public"}}]}"#,
      asSaid: true)
    #expect(try bench.texts("SELECT visibility FROM template_alter WHERE name = 'A'") == ["private"])
    #expect(try bench.texts("SELECT visibility FROM template_field_visibility") == ["private"])
  }
}
