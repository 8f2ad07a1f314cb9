import Admin
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Templating

@testable import Components
@testable import Forums

/// What an address may name, in the order of a word's letters.
enum Thing: CaseIterable {
  case own, others, secret, gone
}

extension WalkedSite {
  /// nil where there is no such thing.
  func address(of pattern: String, _ thing: Thing, for person: Person?) throws -> String? {
    let stem = String(pattern.prefix { $0 != ":" })
    guard let name = try name(after: stem, thing, person) else { return nil }
    let rest = pattern.dropFirst(stem.count).drop { $0 != "/" }
    // A place is named by two parts.
    return stem + name + (rest.hasPrefix("/:") ? rest.dropFirst(2).drop { $0 != "/" } : rest)
  }

  /// What stands in the place of the first parameter of the routes below a stem.
  private func name(after stem: String, _ thing: Thing, _ person: Person?) throws -> String? {
    switch stem {
    case "/forums/category/": try pick(thing, others: "1", secret: "2", gone: "999")
    case "/forums/thread/": try posts(thing, person, areAllRemoved: true)?.first.map { "\($0.place.thread)" }
    case "/forums/post/": try posts(thing, person, areAllRemoved: false)?.last.map { "\($0.id)" }
    case "/forums/held/": try held(thing, person)
    case "/rtc/message/": try message(thing, person)
    case "/rtc/room/": try pick(thing, others: "1", secret: "2", gone: "3")
    case "/admin/permissions/":
      try pick(thing, others: "forums.category/1", secret: "forums.category/2", gone: "forums.category/999")
    case "/admin/roles/": try pick(thing, others: spareRole(), gone: "nobody")
    case "/admin/users/":
      try pick(thing, own: person.map { "\($0.id)" }, others: "\(spareAccount().id)", gone: "999999")
    case "/account/sessions/": try session(thing, person)
    case "/account/blocked/": try pick(thing, others: "\(spareAccount().id)", gone: "999999")
    case "/account/alters/": try pick(thing, others: spareAlter(), gone: "999")
    case "/account/front/spans/", "/account/front/switches/":
      try pick(thing, others: "\(time(of: nil))", gone: "999999")
    case "/account/system/front/spans/", "/account/system/front/switches/":
      try owned(thing, person) { try self.time(of: $0) }
    case "/admin/faces/": try pick(thing, others: "seles", gone: "nowhere")
    case "/account/friends/": try asking(thing, person)
    case "/account/lists/": try owned(thing, person) { try self.list(of: $0) }
    case "/account/system/import/": try owned(thing, person) { try self.systemImport(of: $0) }
    case _ where Self.isAboutSystems(stem): try systemThing(stem, thing, person)
    case "/admin/modules/": try pick(thing, others: "forums", gone: "nowhere")
    case "/admin/logs/": try pick(thing, others: "web.log", gone: "nowhere.log")
    case "/setup/", "/sign-up/", "/sign-in/reset/", "/sign-in/return/", "/account/mail/":
      try pick(thing, gone: "a-word")
    case "/static/published/": try pick(thing, others: stylesheet(), gone: "nothing.css")
    case "/admin/audit/": try pick(thing, others: "1", gone: "999999")
    case "/admin/newcomers/": try pick(thing, others: waiting(), gone: "999999")
    case "/account/invites/": try owned(thing, person) { try self.invite(of: $0) }
    case "/account/passkeys/": try owned(thing, person) { try self.passkey(of: $0) }
    default: throw Unknown(stem: stem)
    }
  }

  struct Unknown: Error {
    /// Say in `WalkedSite.name(after:)` what may stand behind it.
    let stem: String
  }

  func pick(
    _ thing: Thing, own: String? = nil, others: @autoclosure () throws -> String? = nil,
    secret: String? = nil, gone: String? = nil
  ) throws -> String? {
    switch thing {
    case .own: own
    case .others: try others()
    case .secret: secret
    case .gone: gone
    }
  }

  /// The two posts of a new thread, of which the second or both are gone if they shall be. Secret ones are
  /// the visitor's own, written while they might read there.
  private func posts(_ thing: Thing, _ person: Person?, areAllRemoved: Bool) throws -> [Post]? {
    guard thing != .own || person != nil else { return nil }
    let writing = writing(thing, person)
    return try test.site.app.write { db in
      let place = try writing.begin("Walk", in: thing == .secret ? 2 : 1, db).place
      _ = try writing.reply(in: place.thread, mayPassLock: false, db)
      let posts = try Post.page(1, of: place.thread, for: nil, db)
      guard thing == .gone else { return posts }
      for post in posts where areAllRemoved || post.number == 2 { try post.setRemoval(.byModerator, db) }
      return posts
    }
  }

  /// A new thread that waits for a moderator.
  private func held(_ thing: Thing, _ person: Person?) throws -> String? {
    guard thing != .own || person != nil else { return nil }
    let writing = writing(thing, person)
    return try test.site.app.write { db in
      try db.execute(sql: "DELETE FROM forums_held")  // one account has only so many
      try Held.keep(writing, for: .category(thing == .secret ? 2 : 1), title: "Walk", db)
      let id = db.lastInsertedRowID
      if thing == .gone { try db.execute(sql: "DELETE FROM forums_held WHERE id = ?", arguments: [id]) }
      return "\(id)"
    }
  }

  private func writing(_ thing: Thing, _ person: Person?) -> Writing {
    let author = [.own, .secret].contains(thing) ? person ?? ada : ada
    return Writing(
      voice: Voice(account: author.id, name: author.name), source: "x", html: Html("<p>x</p>"), nonce: nil,
      at: .now)
  }

  private func spareRole() -> String {
    _ = test.post("/admin/roles/spare/remove", as: ada)
    _ = test.post("/admin/roles", ["title": "Spare", "base": "member"], as: ada)
    return "spare"
  }

  func spareAccount() throws -> Person {
    count += 1
    return try test.signUp("spare\(count)")
  }

  private func spareAlter() throws -> String? {
    count += 1
    let answer = test.post("/account/alters", ["slug": "spare\(count)"], as: ada)
    return answer.location.split(separator: "/").last.map(String.init)
  }

  /// A new row of theirs, of Ada's, or of nobody.
  func owned(_ thing: Thing, _ person: Person?, _ row: (Person) throws -> Int64?) throws -> String? {
    switch thing {
    case .own: try person.flatMap(row).map { "\($0)" }
    case .others: try row(ada).map { "\($0)" }
    case .secret: nil
    case .gone: "999999"
    }
  }

  private func invite(of person: Person) throws -> Int64? {
    try insert(
      """
      INSERT INTO admin_invite (token, user_id, created_at, expires_at)
      VALUES (randomblob(32), ?, 0, 4000000000000) RETURNING id
      """, [person.id])
  }

  private func passkey(of person: Person) throws -> Int64? {
    try insert(
      """
      INSERT INTO admin_passkey (user_id, credential, key, counter, name, created_at)
      VALUES (?, randomblob(16), x'00', 0, 'A key', 0) RETURNING id
      """, [person.id])
  }

  private func systemImport(of person: Person) throws -> Int64? {
    try insert(
      """
      INSERT INTO template_import (account_id, state, begun_at, changed_at) VALUES (?, 'done', 0, 0) RETURNING id
      """, [person.id])
  }

  /// An account that asks to be a friend, one that doesn't, and none.
  private func asking(_ thing: Thing, _ person: Person?) throws -> String? {
    guard thing == .own else { return try pick(thing, others: "\(spareAccount().id)", gone: "999999") }
    return try person.map {
      let asking = try spareAccount()
      _ = test.post("/account/friends", ["name": $0.name], as: asking)
      return "\(asking.id)"
    }
  }

  private func list(of person: Person) throws -> Int64? {
    count += 1
    return try insert(
      "INSERT INTO template_list (account_id, name) VALUES (?, ?) RETURNING id",
      [person.id, "list\(count)"])
  }

  private func waiting() throws -> String? {
    count += 1
    let name = "waiting\(count)"
    return try insert(
      """
      INSERT INTO admin_newcomer (name, folded, skeleton, password, words, address, created_at)
      VALUES (?1, ?1, ?1, '', '', '', 0) RETURNING id
      """, [name]
    ).map { "\($0)" }
  }

  func insert(_ sql: String, _ arguments: StatementArguments) throws -> Int64? {
    try test.site.app.write { db in try Int64.fetchOne(db, sql: sql, arguments: arguments) }
  }

  private func session(_ thing: Thing, _ person: Person?) throws -> String? {
    guard thing != .secret, thing != .own || person != nil else { return nil }
    let owner = thing == .others ? ada : person ?? ada
    _ = try test.site.admin.signIn(userId: owner.id, now: .now)
    return try test.site.app.write { db in
      let id = try Int64.fetchOne(db, sql: "SELECT max(id) FROM admin_session")
      if thing == .gone { try db.execute(sql: "DELETE FROM admin_session WHERE id = ?", arguments: [id]) }
      return id.map { "\($0)" }
    }
  }
}
