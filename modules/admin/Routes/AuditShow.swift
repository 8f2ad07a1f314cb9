import GRDB
import Kit
import Templating

extension AdminModule {
  /// GET /admin/audit?act=&actor=&before=
  func auditShow(_ request: Request) throws -> Response {
    let act = request.query["act"] ?? ""
    let name = (request.query["actor"] ?? "").trimmingPrefix("@")
    let page: Value = try house.read { db in
      let actor = name.isEmpty ? nil : try User.named(String(name), db)
      let filter = AuditLine.Filter(
        act: act.isEmpty ? nil : act, actor: actor?.id, before: request.query["before"].flatMap { Int64($0) })
      let isUnknown = !name.isEmpty && actor == nil
      let lines = isUnknown ? [] : try AuditLine.list(filter, limit: Self.actsOnPage + 1, db)
      let shown = lines.prefix(Self.actsOnPage)
      return [
        "lines": shown.map { $0.view(request.now) }, "isEmpty": shown.isEmpty, "actor": String(name),
        "isUnknown": isUnknown,
        "acts": try AuditLine.acts(db).map { ["name": $0, "current": $0 == act] as Value },
        "older": lines.count > shown.count
          ? shown.last.map { Self.auditPage(act, name, before: $0.id) } : nil,
        "latest": filter.before == nil ? nil : Self.auditPage(act, name, before: nil),
      ]
    }
    return try house.page("admin/audit", page, request)
  }

  private static let actsOnPage = 50

  private static func auditPage(_ act: String, _ actor: Substring, before: Int64?) -> String {
    "/admin/audit?act=\(Percent.encode(act))&actor=\(Percent.encode(String(actor)))"
      + (before.map { "&before=\($0)" } ?? "")
  }
}

extension AuditLine {
  func view(_ now: Moment) -> Value {
    [
      "id": String(id), "time": entry.at.view(from: now), "act": entry.act, "target": entry.target,
      "before": entry.before, "after": entry.after, "hasChange": entry.before != nil || entry.after != nil,
      "actor": actorName, "actorHref": entry.actor.map { "/admin/users/\($0)" },
      "address": entry.address, "request": entry.requestId,
    ]
  }
}
