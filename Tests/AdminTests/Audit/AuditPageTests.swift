import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// The log as people with the right to see it read it, search it and take it with them.
@Suite struct AuditPageTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
  }

  @Test func `only those who may read the log see any of it`() throws {
    for path in ["/admin/audit", "/admin/audit/1"] {
      #expect(site.get(path, as: ada).status == .ok)
      #expect(site.get(path, as: david).status == .forbidden)
      #expect(site.get(path).status == .seeOther)
    }
    let moderator = try site.moderator()
    #expect(site.post("/admin/audit/export", ["format": "csv"], as: moderator).status == .forbidden)
    #expect(site.get("/admin/audit/999", as: ada).status == .notFound)
  }

  @Test func `the list pages through what the filter leaves`() throws {
    for number in 1...60 { try append("test.many", "thing:\(number)", actor: ada.id) }

    let first = site.get("/admin/audit?act=test.many", as: ada)
    #expect(first.text.contains("<code>thing:60</code>"))
    #expect(!first.text.contains("<code>thing:10</code>"))
    let older = try #require(first.text.firstMatch(of: #/rel="next" href="([^"]+)"/#)).output.1
    let second = site.get(String(older).replacing("&amp;", with: "&"), as: ada)
    #expect(second.text.contains("<code>thing:10</code>"))
    #expect(!second.text.contains("<code>thing:11</code>"))
  }

  @Test(arguments: [
    ("act=one.act", ["a"]), ("act=one.", ["a", "b"]), ("actor=DAVID", ["b", "d"]), ("actor=user:99", ["c"]),
    ("actor=%2399", ["c"]), ("actor=old-name", ["b", "d"]),
    ("target=room:c", ["c"]), ("target=room:", ["c", "d"]), ("from=2026-11-02", ["b", "c", "d"]),
    ("to=2026-11-02", ["a", "b"]), ("from=2026-11-02&to=2026-11-02", ["b"]), ("text=Garden", ["a"]),
    ("text=100%25", ["b"]), ("text=1%25%25", []), ("text=192.0.2.7", ["c"]),
    ("actor=ada&act=one.&to=2026-11-01", ["a"]),
  ])
  func `each field narrows`(query: String, found: [String]) throws {
    try append("one.act", "thing:a", after: "the garden", actor: ada.id, day: 1)
    try append("one.other", "thing:b", after: "100%", actor: david.id, day: 2)
    try append("onetwo.act", "room:c", actor: 99, address: "192.0.2.7", day: 3)
    try append("two.act", "room:d", actor: ada.id, actingAs: david.id, day: 4)

    try site.site.app.write { try TakenName.keep(AccountName("old-name"), of: david.id, now: .now, $0) }
    let page = site.get("/admin/audit?\(query)", as: ada).text
    let shown = page.matches(of: #/<code>(?:thing|room):([a-d])<\/code>/#).map { String($0.1) }
    #expect(shown.sorted() == found)
  }

  @Test func `what can't be asked is answered in a sentence and kept in its field`() {
    let nobody = site.get("/admin/audit?actor=nobody-here", as: ada).text
    #expect(nobody.contains("There is no account named “nobody-here”."))
    #expect(nobody.contains("value=\"nobody-here\""))
    #expect(site.get("/admin/audit?from=2026-13-01", as: ada).text.contains("A day is written like"))
    let turned = site.get("/admin/audit?from=2026-11-03&to=2026-11-02", as: ada)
    #expect(turned.text.contains("The first day comes after the last one."))
    let export = site.post(
      "/admin/audit/export", ["format": "csv", "actor": "nobody-here", "text": "porch"], as: ada)
    #expect(export.status == .unprocessableContent && export.text.contains("There is no account named"))
    #expect(export.text.contains("value=\"porch\""))
    #expect(site.get("/admin/audit?before=x&act=%00&text=%FF", as: ada).status == .ok)
    #expect(
      site.post("/admin/audit/export", ["format": "csv", "to": "x"], as: ada).status == .unprocessableContent)
    #expect(site.post("/admin/audit/export", ["format": "exe"], as: ada).status == .badRequest)
  }

  @Test func `an entry tells who did it as whom, and what changed word by word`() throws {
    try append(
      "test.rename", "thing:1", before: "The old porch", after: "The <new> porch", actor: ada.id,
      actingAs: david.id)
    let page = site.get("/admin/audit/\(try last())", as: ada).text
    #expect(page.contains(#/<bdi>ada<\/bdi><\/a> as <a href="\/admin\/users\/\d+"><bdi>david</bdi>/#))
    #expect(page.contains("</span>old <span"))
    #expect(page.contains("</span>&lt;new&gt; <span"))
  }

  @Test func `hostile text stays text, and what can't be seen is spelled out`() throws {
    let hostile = "a\u{202E}<script>\u{7}\r\n\u{E0041}" + String(repeating: "x", count: 60_000)
    try append("test.hostile", "thing:\u{2066}1", before: hostile, after: "b")
    for path in ["/admin/audit", "/admin/audit/\(try last())"] {
      let page = site.get(path, as: ada).text
      #expect(page.contains("a⟨U+202E⟩&lt;script&gt;⟨U+0007⟩⟨U+000D⟩"))
      #expect(page.contains("thing:⟨U+2066⟩1"))
      #expect(!page.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0xE0041 })
      #expect(page.contains("characters more"))
    }
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
  func `a cell is never a formula`(text: String) throws {
    try append("test.formula", text, after: "\"quoted\", \(text)")
    let file = export("csv", ["act": "test.formula"])
    #expect(file.text.contains(",\"'\(text.spelledOut())\","))
    #expect(file.text.contains("\"\"\"quoted\"\", \(text.spelledOut())\""))
  }

  @Test func `the exports hold what the filter shows, and the log says who took them`() throws {
    for number in 1...1203 { try append("test.many", "thing:\(number)", after: "\u{202E}\n\"\\") }
    try append("test.rare", "thing:rare")

    let json = export("json", ["act": "test.many"])
    #expect(json.response.header(.contentType) == "application/json")
    #expect(json.response.header(.contentDisposition)?.hasPrefix("attachment; filename=\"audit-") == true)
    let rows = try JSONDecoder().decode([[String: String?]].self, from: Data(json.bytes))
    #expect(rows.count == 1203)
    #expect(rows.first?["target"] == "thing:1203")
    #expect(rows.last?["after"] == "\u{202E}\n\"\\")
    #expect(!json.text.unicodeScalars.contains("\u{202E}"))

    let csv = export("csv", ["act": "test.rare"]).text.split(separator: "\r\n")
    #expect(csv.count == 2)
    #expect(csv[0].hasPrefix("id,at,actor,actor_name,acting_as,acting_as_name,act,target,before,after,"))
    #expect(csv[1].contains("\"test.rare\",\"thing:rare\""))

    let taken = try #require(
      try site.site.app.read { try AuditLine.list(AuditFilter(target: "audit"), limit: 1, $0).first })
    #expect((taken.entry.act, taken.entry.actor) == ("audit.export", ada.id))
    #expect(taken.entry.after == "csv act=test.rare")
  }

  @Test func `an empty export is whole as well`() throws {
    #expect(export("json", ["target": "no:such"]).text == "[\n]\n")
    #expect(export("csv", ["target": "no:such"]).text.split(separator: "\r\n").count == 1)
  }

  private func export(_ format: String, _ filter: [String: String]) -> Answer {
    site.post("/admin/audit/export", filter.merging(["format": format]) { $1 }, as: ada)
  }

  private func append(
    _ act: String, _ target: String, before: String? = nil, after: String? = nil, actor: Int64? = nil,
    actingAs: Int64? = nil, address: String = "", day: Int = 5
  ) throws {
    let at = try #require(Moment(day: "2026-11-0\(day)")) + 3600
    try site.site.app.write {
      try site.site.admin.auditLog.append(
        AuditEntry(
          act, target, before: before, after: after, actor: actor, actingAs: actingAs, address: address,
          at: at),
        $0)
    }
  }

  private func last() throws -> Int64 {
    try site.site.app.read { try AuditChain.read($0).end.id }
  }
}
