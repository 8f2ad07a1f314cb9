import Kit
import Templating

extension AdminModule {
  /// GET /admin/audit/:id
  func auditEntryShow(_ request: Request) throws -> Response {
    let id = try request.id("id")
    guard let line = try house.read({ db in try AuditLine.find(id, db) }) else { throw Fault.notFound }
    return try house.page("admin/audit-entry", line.whole(request.now), request)
  }
}

extension AuditLine {
  fileprivate func whole(_ now: Moment) -> Value {
    let changes = changes
    return [
      "id": String(id), "time": entry.at.view(from: now), "iso": entry.at.iso, "who": who,
      "act": entry.act.spelledOut(), "target": entry.target.spelledOut(),
      "targetHref": "/admin/audit?target=\(Percent.encode(entry.target))",
      "address": entry.address.spelledOut(), "request": entry.requestId.spelledOut(), "hash": hash.hex,
      "before": Self.shown(entry.before), "after": Self.shown(entry.after), "changes": changes,
      "hasChanges": !changes.isEmpty,
    ]
  }

  /// The change word by word, where there is a text on both sides.
  private var changes: [Value] {
    guard let before = Self.shown(entry.before), let after = Self.shown(entry.after) else { return [] }
    return TextDiff(from: before, to: after).runs.map {
      ["text": $0.text, "removed": $0.kind == .removed, "added": $0.kind == .added]
    }
  }

  private static func shown(_ text: String?) -> String? {
    text?.spelledOut(keeping: ["\n", "\t"], most: 50_000)
  }
}
