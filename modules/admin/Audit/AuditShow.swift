import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/audit?act=&actor=&target=&from=&to=&text=&before=
  func auditShow(_ request: Request) throws -> Response {
    try auditPage(
      AuditFilter { request.query[$0] }, before: request.query["before"].flatMap { Int64($0) }, request)
  }

  func auditPage(
    _ filter: AuditFilter, before: Int64? = nil, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let page: Value = try house.read { db in
      let (lines, refusal) = try Self.lines(filter, before: before, db)
      let shown = lines.prefix(Self.actsOnPage)
      return [
        "lines": shown.map { $0.view(request.now) }, "isEmpty": shown.isEmpty, "refusal": refusal,
        "filter": filter, "groups": Self.groups(try AuditLine.acts(db), filter["act"]),
        "older": lines.count > shown.count ? shown.last.map { Self.address(filter, before: $0.id) } : nil,
        "latest": before == nil ? nil : Self.address(filter, before: nil),
      ]
    }
    return try house.page("admin/audit", page, request, status: status)
  }

  private static let actsOnPage = 50

  private static func lines(
    _ filter: AuditFilter, before: Int64?, _ db: Database
  ) throws -> (lines: [AuditLine], refusal: String?) {
    do {
      return (try AuditLine.list(filter, before: before, limit: actsOnPage + 1, db), nil)
    } catch let refusal as Refusal {
      return ([], refusal.sentence)
    }
  }

  private static func address(_ filter: AuditFilter, before: Int64?) -> String {
    let query = [filter.query, before.map { "before=\($0)" } ?? ""].filter { !$0.isEmpty }
    return "/admin/audit" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// `module.disable` and `module.enable` stand below `module`.
  private static func groups(_ acts: [String], _ chosen: String) -> [Value] {
    Dictionary(grouping: acts) { String($0.prefix { $0 != "." }) }.sorted { $0.key < $1.key }
      .map { group, acts in
        [
          "title": group, "all": ["name": "\(group).", "current": chosen == "\(group)."] as Value,
          "acts": acts.map { ["name": $0, "current": $0 == chosen] as Value },
        ]
      }
  }
}

extension AuditFilter: Renderable {
  var value: Value {
    .record(Record(Self.names.map { ($0, self[$0]) } + [("isEmpty", isEmpty)]))
  }
}

extension AuditLine {
  /// A line of the list; the rest stands on the entry's own page.
  func view(_ now: Moment) -> Value {
    let change = [entry.before, entry.after].map { $0?.spelledOut(keeping: ["\n"], most: 80) }
    return [
      "id": String(id), "href": "/admin/audit/\(id)", "time": entry.at.view(from: now), "who": who,
      "act": entry.act.spelledOut(most: 100), "target": entry.target.spelledOut(most: 100),
      "before": change[0], "after": change[1], "hasChange": entry.before != nil || entry.after != nil,
      "address": entry.address.spelledOut(most: 100),
    ]
  }

  /// Who did it and as whom; an account that has gone keeps its number.
  var who: Value {
    [
      "name": Self.name(actorName, entry.actor), "href": entry.actor.map { "/admin/users/\($0)" },
      "as": Self.name(actingAsName, entry.actingAs), "asHref": entry.actingAs.map { "/admin/users/\($0)" },
    ]
  }

  private static func name(_ name: String?, _ id: Int64?) -> String? { name ?? id.map { "user:\($0)" } }
}
