import Components
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// What the control command does with accounts.
@Suite struct CommandTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test func `a reset password works, and the sessions of before don't`() throws {
    let david = try site.signUp("david")

    try site.site.admin.resetPassword(of: "david", to: "a new one, longer", now: .now)

    #expect(site.get("/account", as: david).status == .seeOther)
    #expect(site.post("/sign-in", ["name": "david", "password": "a new one, longer"]).status == .seeOther)
  }

  @Test func `a role is set by name`() throws {
    let david = try site.signUp("david")
    try site.site.admin.setRole(of: "David", to: .admin, now: .now)
    #expect(site.get("/admin/", as: david).status == .ok)
  }

  @Test func `what can't be done says why`() throws {
    _ = try site.signUp("david")
    let admin = site.site.admin

    #expect(
      sentence { try admin.createUser(name: "DAVID", password: "correct horse", now: .now) }
        == "Somebody here has this name already. Please choose another.")
    #expect(
      sentence { try admin.createUser(name: "mona", password: "short", now: .now) }
        == "A password needs at least 8 characters.")
    #expect(
      sentence { try admin.setRole(of: "mona", to: .admin, now: .now) }
        == "There is no account named mona.")
    #expect(
      sentence { try admin.resetPassword(of: "david", to: "short", now: .now) }
        == "A password needs at least 8 characters.")
  }

  @Test func `accounts are listed in the order of their names`() throws {
    for name in ["zoe", "Ada", "mona"] { _ = try site.signUp(name) }
    #expect(try site.site.admin.users().map(\.user.name) == ["Ada", "mona", "zoe"])
    #expect(try site.site.admin.users(after: "ada", limit: 1).map(\.user.name) == ["mona"])
    #expect(try site.site.admin.users(prefix: "M").map(\.user.name) == ["mona"])
  }

  private func sentence(_ work: () throws -> some Any) -> String {
    do {
      _ = try work()
      return ""
    } catch { return "\(error)" }
  }
}
