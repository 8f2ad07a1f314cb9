import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/permissions
  func permissionsShow(_ request: Request) throws -> Response {
    let (keys, granted, rank, places) = try house.read { db in
      (
        try PermissionMatrix.keys(db), try PermissionMatrix.granted(db), try Rank(request.viewer, db),
        try PlaceCell.places(db)
      )
    }
    let titles = Dictionary(try house.doors.registry.houses().map { ($0.name, $0.title) }) { first, _ in first
    }
    let houses = Dictionary(grouping: keys) { String($0.key.prefix { $0 != "." }) }
    let groups = houses.sorted { $0.key < $1.key }.map { name, keys in
      let rows = keys.map { Self.row($0, granted, rank) }
      return ["title": titles[name] ?? name, "rows": rows, "columns": rank.roles.count + 1] as Value
    }
    let page: Value = [
      "roles": rank.roles.map(\.title), "groups": groups,
      "was": granted.flatMap { role, keys in keys.map { MatrixCell(role, $0).text } }.sorted()
        .joined(separator: " "),
      "places": try places.compactMap { try link($0, request.viewer) },
    ]
    return try house.page("admin/permissions", page, request)
  }

  /// To a place that differs from everywhere else; nil if it is not for this viewer to know.
  private func link(_ scope: Scope, _ viewer: Viewer) throws -> Value? {
    try house.doors.place(scope, viewer).map {
      ["title": $0.place.title, "noun": $0.kind.noun, "href": scope.permissionsAddress(for: viewer)]
    }
  }

  /// POST /admin/permissions: what was ticked or cleared since the page was shown. Nothing else changes, so
  /// that two people at the same table don't undo each other's work.
  func permissionsChange(_ request: Request) throws -> Response {
    let form = try request.form()
    let was = Set(form["was"].split(separator: " ").compactMap { MatrixCell(text: $0) })
    let ticked = Set(form.all("grant").compactMap { MatrixCell(text: $0) })
    let count = try house.write { db in
      let rank = try Rank(request.viewer, db)
      // A box that can't be changed is not sent at all; it counts as neither ticked nor cleared.
      let changes = was.symmetricDifference(ticked).filter { ticked.contains($0) || rank.mayChange($0) }
      guard changes.allSatisfy({ rank.mayChange($0) }) else {
        throw Fault(.forbidden, "You can grant only what you hold yourself.")
      }
      let changed = try changes.sorted { $0.text < $1.text }.filter { cell in
        try set(cell, granted: ticked.contains(cell), request, db)
      }
      if !changed.isEmpty { try tellRights(now: request.now, db) }
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

  static func sentence(_ changes: Int) -> String {
    switch changes {
    case 0: "Nothing was changed."
    case 1: "One permission is changed. It holds from now on."
    default: "\(changes) permissions are changed. They hold from now on."
    }
  }

  private static func row(
    _ permission: KnownKey, _ granted: [Role: Set<String>], _ rank: Rank
  ) -> Value {
    [
      "key": permission.key, "sentence": permission.sentence,
      "cells": rank.roles.map { known in
        let cell = MatrixCell(known.role, permission.key)
        return [
          "value": cell.text, "checked": granted[known.role]?.contains(permission.key) ?? false,
          "fixed": !rank.mayChange(cell), "label": "\(known.title): \(permission.sentence)",
        ] as Value
      },
    ]
  }
}
