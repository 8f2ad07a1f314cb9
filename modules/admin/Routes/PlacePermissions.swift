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

  /// POST /admin/permissions/:kind/:id: what was chosen otherwise since the page was shown. What somebody else has
  /// chosen otherwise meanwhile stays, and is told.
  func placeChange(_ request: Request) throws -> Response {
    let (scope, _, _) = try placeAsked(request)
    let form = try request.form()
    let was = form["was"].split(separator: " ").map(String.init)
    let seen = Dictionary(was.compactMap { PlaceCell(text: $0) }.map { ($0.cell, $0.word) }) { $1 }
    let wanted = Set(form.all("cell")).subtracting(was).sorted().compactMap { PlaceCell(text: $0) }
    let (count, left) = try house.write { db in
      let rank = try Rank(request.viewer, db)
      let keys = try Self.keys(of: scope, db).map(\.key)
      guard wanted.allSatisfy({ keys.contains($0.cell.key) && rank.mayChange($0.cell, in: scope) }) else {
        throw Fault(.forbidden, "You can grant only what you hold yourself.")
      }
      let changes = try wanted.filter { try $0.mayFollow(seen[$0.cell], in: scope, db) }
      let changed = try changes.filter { try set($0, in: scope, request, db) }
      if !changed.isEmpty { try tellRights(now: request.now, db) }
      return (changed.count, wanted.count - changes.count)
    }
    guard left == 0 else {
      return .seeOther(request.path).flash(.warn, Self.sentence(count) + " " + Self.left(left))
    }
    return .seeOther(request.path).flash(.good, Self.sentence(count))
  }

  private func set(_ cell: PlaceCell, in scope: Scope, _ request: Request, _ db: Database) throws -> Bool {
    guard let before = try cell.set(in: scope, db) else { return false }
    try auditLog.append(
      AuditEntry(
        "permission.place", "\(scope.text) \(cell.cell.text)", before: before.rawValue,
        after: cell.word.rawValue, by: request), db)
    return true
  }

  private static func left(_ cells: Int) -> String {
    "Somebody else has changed \(cells == 1 ? "one" : "\(cells)") of those that you chose meanwhile, and that "
      + "stays: please look and choose again."
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

extension PlaceCell {
  /// Whether the place still says what was seen when this was chosen, or says it already.
  fileprivate func mayFollow(_ seen: Word?, in place: Scope, _ db: Database) throws -> Bool {
    guard let seen else { return true }
    return try [seen, word].contains(Self.word(on: cell, in: place, db))
  }
}

/// What one place says, a row for each key and a column for each role.
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

  private static func title(_ word: PlaceCell.Word, isUsual: Bool) -> String {
    switch word {
    case .usual: isUsual ? "yes, as usual" : "no, as usual"
    case .yes: "yes, here"
    case .no: "not here"
    }
  }
}
