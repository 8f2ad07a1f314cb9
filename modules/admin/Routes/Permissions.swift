import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/permissions
  func permissionsShow(_ request: Request) throws -> Response {
    let (keys, granted) = try house.read { db in
      (try PermissionMatrix.keys(db), try PermissionMatrix.granted(db))
    }
    let titles = Dictionary(try house.doors.registry.houses().map { ($0.name, $0.title) }) { first, _ in first
    }
    let houses = Dictionary(grouping: keys) { String($0.key.prefix { $0 != "." }) }
    let groups = houses.sorted { $0.key < $1.key }.map { name, keys in
      let rows = keys.map { Self.row($0, granted, request.viewer) }
      return ["title": titles[name] ?? name, "rows": rows, "columns": Role.allCases.count + 1] as Value
    }
    let page: Value = [
      "roles": Role.allCases.map(\.plural), "groups": groups,
      "was": granted.flatMap { role, keys in keys.map { MatrixCell(role, $0).text } }.sorted()
        .joined(separator: " "),
    ]
    return try house.page("admin/permissions", page, request)
  }

  /// POST /admin/permissions: what was ticked or cleared since the page was shown. Nothing else changes, so
  /// that two people at the same table don't undo each other's work.
  func permissionsChange(_ request: Request) throws -> Response {
    let form = try request.form()
    let was = Set(form["was"].split(separator: " ").compactMap { MatrixCell(text: $0) })
    let ticked = Set(form.all("grant").compactMap { MatrixCell(text: $0) })
    // A box that can't be changed is not sent at all; it counts as neither ticked nor cleared.
    let changes = was.symmetricDifference(ticked).filter {
      ticked.contains($0) || request.viewer.mayChange($0)
    }
    guard changes.allSatisfy(request.viewer.mayChange) else {
      throw Fault(.forbidden, "You can grant only what you hold yourself.")
    }
    let count = try house.write { db in
      let changed = try changes.sorted { $0.text < $1.text }.filter { cell in
        try set(cell, granted: ticked.contains(cell), request, db)
      }
      if !changed.isEmpty { try house.doors.publish(Event("permissions", to: .daemon), db) }
      return changed.count
    }
    return .seeOther("/admin/permissions").flash(.good, Self.sentence(count))
  }

  private func set(_ cell: MatrixCell, granted: Bool, _ request: Request, _ db: Database) throws -> Bool {
    guard try PermissionMatrix.set(cell, granted: granted, db) else { return false }
    let entry = AuditEntry(
      granted ? "permission.grant" : "permission.revoke", cell.text, before: granted ? "no" : "yes",
      after: granted ? "yes" : "no", by: request)
    try auditLog.append(entry, db)
    return true
  }

  private static func sentence(_ changes: Int) -> String {
    switch changes {
    case 0: "Nothing was changed."
    case 1: "One permission is changed. It holds from now on."
    default: "\(changes) permissions are changed. They hold from now on."
    }
  }

  private static func row(
    _ permission: (key: String, sentence: String), _ granted: [Role: Set<String>], _ viewer: Viewer
  ) -> Value {
    [
      "key": permission.key, "sentence": permission.sentence,
      "cells": Role.allCases.map { role in
        let cell = MatrixCell(role, permission.key)
        return [
          "value": cell.text, "checked": granted[role]?.contains(permission.key) ?? false,
          "fixed": !viewer.mayChange(cell), "label": "\(role.plural): \(permission.sentence)",
        ] as Value
      },
    ]
  }
}
