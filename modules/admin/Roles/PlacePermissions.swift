import GRDB
import HTTPTypes
import Kit
import Templating

extension AdminModule {
  /// GET /admin/permissions/:kind/:id
  func placeShow(_ request: Request) throws -> Response {
    let (scope, kind, place) = try placeAsked(request)
    let (keys, rank, grants) = try house.read { db in
      (try Self.keys(of: scope, db), try Rank(request.viewer, db), try PermissionMatrix.grants(db))
    }
    let table = PlaceTable(scope: scope, keys: keys, rank: rank, grants: grants)
    let page: Value = [
      "title": place.title, "noun": kind.noun, "back": place.href, "action": request.path,
      "roles": rank.roles.map(\.title), "rows": table.rows,
      "was": table.cells.map(\.text).joined(separator: " "),
    ]
    return try house.page("admin/place-permissions", page, request)
  }

  /// POST /admin/permissions/:kind/:id: what was chosen otherwise since the page was shown.
  func placeChange(_ request: Request) throws -> Response {
    let (scope, _, _) = try placeAsked(request)
    let form = try request.form()
    let was = form["was"].split(separator: " ").map(String.init)
    let changes = Set(form.all("cell")).subtracting(was).sorted().compactMap { PlaceCell(text: $0) }
    let count = try house.write { db in
      let rank = try Rank(request.viewer, db)
      let keys = try Self.keys(of: scope, db).map(\.key)
      guard changes.allSatisfy({ keys.contains($0.cell.key) && rank.mayChange($0.cell, in: scope) }) else {
        throw Fault(.forbidden, "You can grant only what you hold yourself.")
      }
      try check(changes, was: Set(was), in: scope, rank, request, db)
      let changed = try changes.filter { try set($0, in: scope, request, db) }
      if !changed.isEmpty { try tellRights(now: request.now, db) }
      return changed.count
    }
    return .seeOther(request.path).flash(.good, Self.sentence(count))
  }

  /// Throws `Overtaken` where somebody else has chosen otherwise for one of these since the table was shown.
  private func check(
    _ changes: [PlaceCell], was: Set<String>, in scope: Scope, _ rank: Rank, _ request: Request,
    _ db: Database
  ) throws {
    guard !was.isEmpty else { return }
    let said = try PlaceCell.all(db)
    let keys = try Self.keys(of: scope, db)
    let table = PlaceTable(scope: scope, keys: keys, rank: rank, grants: try PermissionMatrix.grants(db))
    let overtaken = changes.compactMap { wanted -> (wanted: PlaceCell, now: PlaceCell)? in
      let now = PlaceCell(wanted.cell, .init(said[wanted.cell.role]?[wanted.cell.key]?[scope]))
      return was.contains(now.text) || now == wanted ? nil : (wanted, now)
    }
    guard !overtaken.isEmpty else { return }
    let seen = overtaken.map(\.now)
    let others = was.filter { text in !seen.contains { text.hasPrefix("\($0.cell.text)=") } }
    throw Overtaken(
      parts: overtaken.map {
        .init(table.label($0.now.cell), table.title($0.now), wanted: table.title($0.wanted))
      },
      fresh: ["was": (others + seen.map(\.text)).sorted().joined(separator: " ")], back: request.path)
  }

  private func set(_ cell: PlaceCell, in scope: Scope, _ request: Request, _ db: Database) throws -> Bool {
    guard let before = try cell.set(in: scope, db) else { return false }
    try auditLog.append(
      AuditEntry(
        "permission.place", "\(scope.text) \(cell.cell.text)", before: before.rawValue,
        after: cell.word.rawValue, by: request), db)
    return true
  }

  private func placeAsked(_ request: Request) throws -> (Scope, ScopeKind, ScopeKind.Place) {
    let scope = Scope(request.parameters["kind"] ?? "", try request.id("id"))
    guard let (kind, place) = try house.doors.place(scope, request.viewer) else { throw Fault.notFound }
    return (scope, kind, place)
  }

  private static func keys(of scope: Scope, _ db: Database) throws -> [KnownKey] {
    try PermissionMatrix.keys(db).filter { $0.places == scope.kind }
  }
}

/// The table of a place: a row for each key and a column for each role.
private struct PlaceTable {
  let scope: Scope
  let keys: [KnownKey]
  let rank: Rank
  let grants: [Role: Grants]

  var cells: [PlaceCell] { keys.flatMap { key in rank.roles.map { cell($0, key) } } }

  var rows: [Value] {
    keys.map { key in
      ["sentence": key.sentence, "key": key.key, "cells": rank.roles.map { view($0, key) }]
    }
  }

  private func cell(_ known: KnownRole, _ key: KnownKey) -> PlaceCell {
    let said = grants[known.role]?.exception(key.key, in: scope)
    return PlaceCell(MatrixCell(known.role, key.key), PlaceCell.Word(said))
  }

  private func view(_ known: KnownRole, _ key: KnownKey) -> Value {
    let current = cell(known, key)
    let isUsual = grants[known.role]?.allow(key.key, in: nil) ?? false
    let isAllowed = grants[known.role]?.allow(key.key, in: scope) ?? false
    return [
      "label": "\(known.title): \(key.sentence)", "isFixed": !rank.mayChange(current.cell, in: scope),
      "answer": isAllowed ? "yes" : "no", "isOwn": current.word != .usual,
      "choices": PlaceCell.Word.allCases.map { word in
        [
          "value": PlaceCell(current.cell, word).text, "title": Self.title(word, isUsual: isUsual),
          "current": word == current.word,
        ] as Value
      },
    ]
  }

  func label(_ cell: MatrixCell) -> String {
    let role = rank.roles.first { $0.role == cell.role }?.title ?? cell.role.rawValue
    return "\(role): \(keys.first { $0.key == cell.key }?.sentence ?? cell.key)"
  }

  func title(_ cell: PlaceCell) -> String {
    Self.title(cell.word, isUsual: grants[cell.cell.role]?.allow(cell.cell.key, in: nil) ?? false)
  }

  private static func title(_ word: PlaceCell.Word, isUsual: Bool) -> String {
    switch word {
    case .usual: isUsual ? "yes, as usual" : "no, as usual"
    case .yes: "yes, here"
    case .no: "not here"
    }
  }
}
