import Admin
import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import TemplateSystems

@testable import TemplateSystems

/// A whole site with people of every standing towards Olive and towards the site's own system, which is hers.
final class Neighbourhood {
  enum Who: CaseIterable { case guest, member, friend, listed, blocked, owner, holder }
  /// As forms and the matrix name them.
  static let levels = ["public", "members", "friends", "lists", "private"]

  let test: TestSite
  let people: [Who: Person]
  let list: Int64

  var template: TemplateModule { test.site.template }
  var olive: Int64 { people[.owner]?.id ?? 0 }

  init() throws {
    test = try TestSite()
    var people: [Who: Person] = [:]
    people[.holder] = try test.admin("ada")
    for (who, name) in [
      (Who.owner, "olive"), (.member, "moira"), (.friend, "fred"), (.listed, "lila"), (.blocked, "bob"),
    ] {
      people[who] = try test.signUp(name)
    }
    self.people = people
    _ = test.get("/")
    let (olive, fred, lila) = (people[.owner]!, people[.friend]!, people[.listed]!)
    for friend in [fred, lila] {
      _ = test.post("/account/friends", ["name": friend.name], as: olive)
      _ = test.post("/account/friends/\(olive.id)/accept", as: friend)
    }
    _ = test.post("/account/blocked", ["name": "bob"], as: olive)
    let made = test.post("/account/lists", ["title": "Close ones"], as: olive)
    list = Int64(made.location.split(separator: "/").last ?? "") ?? 0
    _ = test.post(made.location, ["title": "Close ones", "friend": "\(lila.id)"], as: olive)
    try test.site.app.write { try SiteSystem.setOwner(olive.id, $0) }
  }

  /// Staff keep Olive from writing, or from everything.
  func sanction(_ kind: String) throws {
    try test.site.app.write { db in
      try db.execute(
        sql: "INSERT INTO admin_sanction(user_id, kind, reason, author_id, at) VALUES (?, ?, 'Spam', 1, 0)",
        arguments: [olive, kind])
    }
  }

  func lift() throws {
    try test.site.app.write { try $0.execute(sql: "DELETE FROM admin_sanction") }
  }

  /// What the rules say, written apart from what decides: whether somebody sees what has a level. Whoever holds
  /// `template.front` owns the site's system, and nobody else's.
  static func may(_ who: Who, see level: String, isSite: Bool) -> Bool {
    switch (who, level) {
    case (.owner, _): true
    case (.holder, _) where isSite: true
    case (_, "public"): true
    case (.member, "members"), (.friend, "members"), (.listed, "members"), (.holder, "members"): true
    case (.friend, "friends"), (.listed, "friends"): true
    case (.listed, "lists"): true
    default: false
    }
  }

  func shown(to level: String) -> ShownTo {
    level == "lists" ? ShownTo(.nobody, lists: [list]) : ShownTo(Visibility(rawValue: level)!)
  }

  func request(_ who: Who) throws -> Request {
    let request = Request(method: .get, path: "/", now: .now, exchange: TestExchange([:]))
    request.viewer = try test.site.admin.authentication.viewer(token: people[who]?.token ?? "", now: .now)
    return request
  }

  func onlooker(_ who: Who, at owner: Int64?) throws -> Onlooker {
    let request = try request(who)
    return try test.site.app.read { try template.systems.onlooker(of: request, at: owner, $0) }
  }

  /// An alter of the site's own, shown as said.
  func show(_ id: Int64, to level: String, front: String) throws {
    try template.systems.inbox.change(at: .now) { db in
      try Alter.find(id, db)?.shown(to: shown(to: level), front: shown(to: front)).update(db)
    }
  }

  func front(_ ids: Int64...) throws {
    try template.systems.inbox.change(at: .now) { db in
      _ = try Switch.set(ids.map { Switch.Fronter(alter: $0) }, .site, actor: nil, at: .now, db)
    }
  }

  /// An alter of Olive's account, fronting since a while ago.
  func oliveAlter(_ name: String, fronting: Bool = true, at now: Moment = .now) throws -> Int64 {
    try test.site.app.write { db in
      try db.execute(
        sql: "INSERT INTO template_alter(account_id, slug, name, created_at) VALUES(?, ?, ?, 0)",
        arguments: [olive, name.lowercased(), name])
      let id = db.lastInsertedRowID
      if fronting {
        try db.execute(
          sql: "INSERT INTO template_span(account_id, alter_id, position, started_at) VALUES(?, ?, 1, ?)",
          arguments: [olive, id, now])
      }
      return id
    }
  }

  /// Writes a level and its lists wherever they stand.
  func set(_ kind: ShownTo.Kind, of id: Int64, _ level: String) throws {
    let shown = shown(to: level)
    try test.site.app.write { db in
      switch kind {
      case .alter:
        try db.execute(
          sql: "UPDATE template_alter SET visibility = ? WHERE id = ?", arguments: [shown.level.rawValue, id])
      case .alterFront:
        try db.execute(
          sql: "UPDATE template_alter SET front_visibility = ? WHERE id = ?",
          arguments: [shown.level.rawValue, id])
      case .system, .front, .history:
        let column = kind == .system ? "visibility" : "\(kind.rawValue)_visibility"
        try db.execute(
          sql: """
            INSERT INTO template_account(account_id, \(column)) VALUES(?1, ?2)
            ON CONFLICT(account_id) DO UPDATE SET \(column) = ?2
            """, arguments: [id, shown.level.rawValue])
      default:
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO template_field_visibility(alter_id, field, visibility) VALUES(?, ?, ?)
            """,
          arguments: [id, String(kind.rawValue.dropFirst("alter.".count)), shown.level.rawValue])
      }
      try shown.keepLists(kind, of: id, owner: olive, db)
    }
  }

  /// Whether a query's filter lets somebody see Olive's alter.
  func finds(_ filter: String, _ alter: Int64, _ who: Who) throws -> Bool {
    let binds = try onlooker(who, at: olive).binds
    return try test.site.app.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM template_alter a WHERE a.id = :id AND \(filter))",
        arguments: binds + ["id": alter]) ?? false
    }
  }
}
