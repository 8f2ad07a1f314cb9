import Foundation
import GRDB
import Kit
import Templating

extension AdminModule {
  /// GET /admin/
  func dashboardShow(_ request: Request) throws -> Response {
    let houses = try house.doors.registry.houses()
    let settings = house.settings
    let inspection = Inspection(
      processes: try house.doors.registry.processes(),
      files: DatabaseFile.all(settings, houses: houses.map(\.name)),
      freeSpace: File.freeSpace(settings.data.path), now: request.now)
    let lines = try latestActs(request)
    let page: Value = [
      "problems": inspection.problems, "closed": houses.filter { !$0.isEnabled }.map(\.title),
      "figures": try house.doors.figures().map(\.view),
      "processes": inspection.processes.map { $0.view(request.now) },
      "files": inspection.files, "freeSpace": inspection.freeSpace.map { "\(ByteCount($0))" },
      "hasLines": !lines.isEmpty, "lines": lines,
    ]
    return try house.page("admin/dashboard", page, request)
  }

  /// What happened last, for those who may read it.
  private func latestActs(_ request: Request) throws -> [Value] {
    guard request.viewer.can("admin.audit") else { return [] }
    return try house.read { db in try AuditLine.list(limit: 6, db) }
      .map { $0.view(request.now) }
  }

  public func figures() throws -> [Figure] {
    try house.read { db in
      let week = Moment.now - 7 * 86_400
      let waiting = try Newcomer.count(db)
      return (waiting == 0 ? [] : [Figure("waiting to be let in", waiting, href: "/admin/users")]) + [
        Figure(
          "joined in seven days",
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM admin_user WHERE created_at > ?", arguments: [week]) ?? 0,
          href: "/admin/users"),
        Figure(
          "browsers seen in seven days",
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM admin_session WHERE seen_at > ?", arguments: [week]) ?? 0),
      ]
    }
  }
}

extension Figure {
  fileprivate var view: Value { ["title": title, "number": value, "href": href] }
}

extension Inspection.Problem: Renderable {
  var value: Value { ["kind": isBad ? "bad" : "warn", "sentence": sentence, "step": step] }
}

extension DatabaseFile: Renderable {
  var value: Value { ["name": name, "size": "\(ByteCount(size))", "log": "\(ByteCount(logSize))"] }
}

extension ProcessStatus {
  func view(_ now: Moment) -> Value {
    [
      "kind": kind, "pid": String(pid), "requests": requests, "started": startedAt.view(from: now),
      "seen": seenAt.view(from: now), "isSilent": seenAt < now - Inspection.silence,
    ]
  }
}
