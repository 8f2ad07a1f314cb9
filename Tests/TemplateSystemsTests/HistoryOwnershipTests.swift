import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import TemplateTesting
import Testing

@testable import TemplateSystems

/// Whose history is whose, and what is kept of it.
@Suite struct HistoryOwnershipTests {
  private let site: TestSite
  private let david: Person
  private let system: TestSystem
  private let base = "/account/system/front"

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
    system = try TestSystem(site, of: david)
  }

  @Test func `nobody reaches into the history of another`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z")
    _ = system.switchTo(["alone": "\(system.ids[0])"])
    let id = try #require(
      try site.site.app.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM template_switch") })
    for person in [try site.signUp("judith"), try site.admin()] {
      for base in [base, "/account/front"] {
        for path in ["spans/\(span)", "switches/\(id)", "spans/\(span)/delete", "spans/\(span)/comments"] {
          let fields = [
            "from": "2026-01-05T08:00", "to": "2026-01-05T09:00", "at": "2026-01-05T08:00", "comment": "x",
          ]
          let status = site.post("\(base)/\(path)", fields, as: person).status
          #expect(status == .notFound || status == .forbidden, "\(base)/\(path)")
        }
        #expect(!site.get("\(base)/history", as: person).text.contains("Alba"))
      }
    }
    #expect(try system.spans.count == 2)
  }

  @Test func `the site's own history stands in the audit log, and its file follows`() throws {
    let ada = try site.admin()
    _ = site.get("/")
    let dexen = try #require(try site.site.app.read { try Alter.roster($0).first { $0.slug == "dexen" }?.id })
    let fields = ["alter": "\(dexen)", "from": "2026-01-05T08:00", "to": "2026-01-05T10:00"]
    #expect(site.post("/account/front/history", fields, as: ada).status == .seeOther)
    let entry = try #require(
      try site.site.app.read {
        try Row.fetchOne($0, sql: "SELECT act, target, after FROM admin_audit ORDER BY id DESC LIMIT 1")
      })
    #expect(entry["act"] == "front.history" && entry["target"] == "alter:\(dexen)")
    #expect((entry["after"] as String).contains("\"from\":\"2026-01-05T08:00:00Z\""))
    let live = try #require(try site.site.app.read { try Span.live($0).first })
    let end = ["from": Zone.utc.field(live.startedAt), "to": "2026-01-05T08:30"]
    #expect(site.post("/account/front/spans/\(live.id)", end, as: ada).status == .unprocessableContent)
    #expect(site.post("/account/front/spans/\(live.id)/delete", as: ada).status == .seeOther)
    let csv = try String(contentsOf: site.folder.appending(path: "template/alters.csv"), encoding: .utf8)
    #expect(csv.contains("seles,0"))
  }

  @Test func `a person takes their history along, and it goes with them`() throws {
    let span = try system.span(0, "2026-01-05T08:00:00Z", "2026-01-05T10:00:00Z")
    _ = system.switchTo(["alone": "\(system.ids[1])", "note": "a note"])
    _ = site.post("\(base)/spans/\(span)/comments", ["comment": "a comment"], as: david)
    let longer = ["from": "2026-01-05T08:00", "to": "2026-01-05T11:00"]
    #expect(site.post("\(base)/spans/\(span)", longer, as: david).status == .seeOther)
    let files = try site.site.template.export(david.id)
    let text = try files.map { try String(decoding: $0.bytes(), as: UTF8.self) }.joined()
    #expect(text.contains("a note") && text.contains("a comment") && text.contains("\"act\":\"edit\""))
    try site.site.template.erase(david.id, keepingPosts: true, now: .now)
    try site.site.app.read { db in
      for table in ["span", "switch", "span_comment", "span_audit"] {
        let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM template_\(table) WHERE id > 0") ?? 0
        let sites =
          table == "span" || table == "switch"
          ? try Int.fetchOne(db, sql: "SELECT count(*) FROM template_\(table) WHERE account_id IS NULL") ?? 0
          : 0
        #expect(rows == sites, "\(table)")
      }
    }
  }
}
