import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct FactorDutyTests {
  let site: TestSite
  let ada: Person
  let mona: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    mona = try site.moderator()
    #expect(site.post("/admin/second-factors", ["role": "moderator"], as: ada).status == .seeOther)
  }

  @Test func `whoever has none is led to set one up before anything else`() {
    for path in ["/", "/forums/", "/rtc/", "/account/alters"] {
      #expect(site.get(path, as: mona).location == "/account#signing-in", "\(path)")
    }
    #expect(site.post("/forums/thread/1/reply", ["body": "Text"], as: mona).status == .forbidden)
    #expect(site.get("/account", as: mona).text.contains("Your role needs a second factor"))
    #expect(site.get("/account/two-factor", as: mona).status == .ok)
    #expect(site.get("/account/passkeys/new", as: mona).status == .ok)
    #expect(site.post("/sign-out", as: mona).location == "/")
  }

  @Test func `with one everything is open again`() throws {
    let (_, after, _) = try site.addApp(to: mona)

    #expect(site.get("/forums/", as: after).status == .ok)
    #expect(!site.get("/account", as: after).text.contains("Your role needs"))
  }

  @Test func `until then they may do no more than a guest, on sockets as well`() throws {
    let viewer = try site.site.admin.authentication.viewer(token: mona.token, now: .now)
    let guest = try site.site.admin.authentication.viewer(token: "", now: .now)

    #expect(viewer.lacksFactor && viewer.grants == guest.grants)
  }

  @Test func `others are left alone`() throws {
    #expect(site.get("/forums/", as: ada).status == .ok)
    #expect(site.get("/forums/", as: try site.signUp("david")).status == .ok)
  }

  @Test func `the last factor stays where one is needed, any before may go`() throws {
    let (_, after, _) = try site.addApp(to: mona)
    let person = try site.add(SoftAuthenticator(), to: after)

    #expect(site.post("/account/two-factor/remove", as: person).status == .seeOther)
    let refused = site.post("/account/passkeys/1/remove", as: person)

    #expect(refused.cookie("flash")?.contains("this%20is%20your%20last%20one") == true)
    #expect(site.get("/account", as: person).text.contains("<b>My key</b>"))
  }

  @Test func `who keeps the site may take somebody's lost factors away, on record`() throws {
    let (_, after, _) = try site.addApp(to: mona)
    #expect(site.get("/admin/users/\(mona.id)", as: ada).text.contains("Remove the second factors of mona"))

    #expect(site.post("/admin/users/\(mona.id)/factors/remove", as: ada).status == .seeOther)

    #expect(site.get("/account", as: after).status == .seeOther)
    #expect(site.typePassword("mona").location == "/")
    #expect(try site.acts().last == "user.factors-remove")
    #expect(!site.get("/admin/users/\(mona.id)", as: ada).text.contains("second factors of"))
  }

  @Test func `nobody takes them from themselves that way, nor from a role above`() throws {
    try site.site.app.write {
      try $0.execute(
        sql: "UPDATE admin_permission SET granted = 1 WHERE role = 'moderator' AND key = 'admin.users'")
    }
    let (_, after, _) = try site.addApp(to: mona)

    #expect(site.post("/admin/users/\(mona.id)/factors/remove", as: after).status == .forbidden)
    #expect(site.post("/admin/users/\(ada.id)/factors/remove", as: after).status == .forbidden)
  }

  @Test func `the command line does it for the last admin`() throws {
    _ = try site.addApp(to: ada)

    try site.site.admin.removeFactors(of: "ada", now: .now)

    #expect(site.typePassword("ada").location == "/")
    #expect(throws: AccountError.self) { try site.site.admin.removeFactors(of: "nobody", now: .now) }
  }

  @Test func `the page shows what is needed, and the audit log who wanted it`() throws {
    let page = site.get("/admin/second-factors", as: ada).text
    #expect(page.contains("value=\"moderator\" checked") && page.contains("value=\"member\">"))

    _ = site.post("/admin/second-factors", as: ada)

    #expect(site.get("/forums/", as: mona).status == .ok)
    #expect(try site.acts().count { $0 == "role.second-factor" } == 2)
  }

  @Test func `nobody decides over a role above their own`() throws {
    try site.site.app.write {
      try $0.execute(
        sql: """
          UPDATE admin_permission SET granted = 1
          WHERE role = 'moderator' AND key IN ('admin.permissions', 'admin.enter')
          """)
    }
    let (_, after, _) = try site.addApp(to: mona)

    _ = site.post("/admin/second-factors", ["role": "admin"], as: after)

    #expect(site.get("/admin", as: ada).status == .ok)
  }
}
