import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// There is always an admin who can come in, or a way to get one.
@Suite struct LastAdminTests {
  let site: TestSite
  let ada: Person
  let mona: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    mona = try site.moderator()
    david = try site.signUp("david")
  }

  @Test(arguments: ["suspend", "silence"])
  func `against whom something is held is not made an admin before it is lifted`(verb: String) throws {
    hold(verb)
    let answer = change(david, to: "admin")
    #expect(answer.status == .unprocessableContent && answer.text.contains("Lift that first"))
    #expect(throws: AccountError.self) {
      try site.site.admin.setRole(of: "david", to: .admin, now: .now)
    }
    #expect(change(david, to: "moderator").status == .seeOther)
    _ = site.post("/admin/users/\(david.id)/un\(verb)", as: ada)
    #expect(change(david, to: "admin").status == .seeOther)
  }

  @Test func `who is leaving is not made an admin`() throws {
    _ = site.post("/account/leave", ["posts": "keep"], as: david)
    #expect(change(david, to: "admin").status == .unprocessableContent)
  }

  @Test func `a suspended admin is none: the other one stays`() throws {
    try suspendedAdmin()
    #expect(
      site.post("/account/leave", ["posts": "keep"], as: ada).text.contains("the only admin who can sign in"))
    #expect(throws: AccountError.self) {
      try site.site.admin.setRole(of: "ada", to: .member, now: .now)
    }
    // Whoever is no use as one can be made something else.
    try site.site.admin.setRole(of: "david", to: .member, now: .now)
  }

  @Test func `a site whose only admin is suspended has an address for another, until the suspension ends`()
    throws
  {
    try suspendedAdmin(until: .now + 3600)
    try site.site.app.write {
      try $0.execute(sql: "UPDATE admin_user SET role = 'member' WHERE id = ?", arguments: [ada.id])
    }
    let address = try #require(try site.site.admin.setupAddress(now: .now))
    let path = String(address.trimmingPrefix("http://localhost:8080"))
    #expect(site.get(path).status == .ok)
    #expect(try site.site.admin.setupAddress(now: .now + 3601) == nil)
  }

  @Test func `the command lifts what is held, and says so in the log`() throws {
    try suspendedAdmin()
    #expect(try site.site.admin.lift(from: "David", now: .now) == ["suspended"])
    #expect(site.post("/sign-in", ["name": "david", "password": "correct horse battery"]).location == "/")
    let before = try site.site.app.read {
      try String.fetchOne($0, sql: "SELECT before FROM admin_audit WHERE act = 'user.unsuspend'")
    }
    #expect(before?.contains("Spam") == true)
    #expect(throws: AccountError.self) { try site.site.admin.lift(from: "david", now: .now) }
    hold("silence")
    #expect(throws: AccountError.self) { try site.site.admin.lift(from: "nobody", now: .now) }
  }

  private func hold(_ verb: String) {
    _ = site.post("/admin/users/\(david.id)/\(verb)", ["\(verb)-reason": "Spam"], as: mona)
  }

  private func change(_ person: Person, to role: String) -> Answer {
    site.post("/admin/users/\(person.id)/role", ["role": role], as: ada)
  }

  /// As one could come about before.
  private func suspendedAdmin(until: Moment? = nil) throws {
    hold("suspend")
    try site.site.app.write { db in
      try db.execute(sql: "UPDATE admin_user SET role = 'admin' WHERE id = ?", arguments: [david.id])
      try db.execute(sql: "UPDATE admin_sanction SET until = ?", arguments: [until])
    }
  }
}
