import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct PlaceTests {
  let site: TestSite
  let ada: Person
  let cellar = Scope("forums.category", 1)
  let page = "/admin/permissions/forums.category/1"

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    _ = site.post("/forums/manage", ["name": "Cellar"], as: ada)
  }

  @Test func `a place says otherwise from the next request on, and takes it back`() throws {
    let david = try site.signUp("david")
    let status = { site.get("/forums/category/1", as: david).status }
    site.say("member:forums.read=no", in: cellar, as: ada)
    #expect(status() == .notFound)
    site.say("member:forums.read=usual", in: cellar, as: ada)
    #expect(status() == .ok)
    #expect(
      try acts() == [
        "forums.category:1 member:forums.read usual → no", "forums.category:1 member:forums.read no → usual",
      ])
  }

  @Test func `what was not chosen otherwise stays, so that two people don't undo each other`() throws {
    let was = "member:forums.read=usual moderator:forums.read=usual"
    _ = site.post(page, ["was": was, "cell": "member:forums.read=no"], as: ada)
    _ = site.send(
      "POST", page, as: ada, headers: ["Origin": "http://localhost:8080"],
      body: "was=\(Percent.encode(was))&cell=member:forums.read%3Dusual&cell=moderator:forums.read%3Dno")
    #expect(try exceptions() == ["member:forums.read=0", "moderator:forums.read=0"])
  }

  @Test func `the same choice made twice is asked about, and everything else stays`() throws {
    let was = "member:forums.read=usual moderator:forums.read=usual"
    site.say("member:forums.read=no", "moderator:forums.read=no", in: cellar, as: ada)
    let late = site.post(page, ["was": was, "cell": "member:forums.read=yes"], as: ada)
    #expect(late.status == .conflict)
    #expect(late.text.contains(">not here</pre>") && late.text.contains(">yes, here</pre>"))
    #expect(try exceptions() == ["member:forums.read=0", "moderator:forums.read=0"])

    let fresh = late.text.components(separatedBy: "name=\"was\" value=\"").last?.prefix { $0 != "\"" } ?? ""
    #expect(fresh == "member:forums.read=no moderator:forums.read=usual")
    let body =
      "was=\(Percent.encode(String(fresh)))&cell=member:forums.read%3Dyes&cell=moderator:forums.read%3Dusual"
    _ = site.send("POST", page, as: ada, headers: ["Origin": "http://localhost:8080"], body: body)
    #expect(try exceptions() == ["member:forums.read=1", "moderator:forums.read=0"])
  }

  @Test(arguments: [
    "admin:forums.read=no", "nobody:forums.read=no", "member:rtc.read=yes", "member:forums.manage=yes",
    "member:admin.enter=yes", "guest:admin.enter=yes", "member:no.such=yes",
  ])
  func `a place has a say over its own keys only, and not over admins`(cell: String) throws {
    #expect(site.say(cell, in: cellar, as: ada).map(\.status) == [.forbidden])
    #expect(try exceptions().isEmpty)
  }

  @Test func `nobody grants more in a place than they hold there`() throws {
    let mona = try site.moderator()
    _ = site.post("/admin/permissions", ["grant": "moderator:admin.permissions"], as: ada)
    site.say("moderator:forums.vote=no", in: cellar, as: ada)

    #expect(site.say("member:forums.vote=yes", in: cellar, as: mona).map(\.status) == [.forbidden])
    #expect(site.say("member:forums.reply=no", in: cellar, as: mona).map(\.status) == [.seeOther])

    let everywhere = site.post("/admin/permissions", ["grant": "guest:forums.vote"], as: mona)
    #expect(everywhere.status == .forbidden, "it would hold in the cellar as well")

    site.say("moderator:forums.read=no", in: cellar, as: ada)
    #expect(site.get(page, as: mona).status == .notFound)
    #expect(!site.get("/admin/permissions", as: mona).text.contains("Cellar"))
  }

  @Test(arguments: [
    "forums.category/2", "forums.category/x", "rtc.room/1", "nothing/1", "forums.category/0",
  ])
  func `where there is no place there is no page`(place: String) {
    #expect(site.get("/admin/permissions/\(place)", as: ada).status == .notFound)
    #expect(site.post("/admin/permissions/\(place)", as: ada).status == .notFound)
  }

  @Test func `the table says in words what each choice means`() throws {
    site.say("guest:forums.read=no", in: cellar, as: ada)
    let text = site.get(page, as: ada).text
    #expect(text.contains("<caption"))
    #expect(text.contains("<select name=\"cell\" aria-label=\"Guest: Read the forums.\">"))
    #expect(text.contains("<option value=\"guest:forums.read=no\" selected>not here</option>"))
    #expect(text.contains("<option value=\"member:forums.read=usual\" selected>yes, as usual</option>"))
    #expect(!text.contains("admin:forums.read=no"))
    #expect(site.get("/admin/permissions", as: ada).text.contains("href=\"\(page)\">Cellar</a>"))
  }

  @Test func `the category's own page leads there, for those who may`() throws {
    #expect(site.get("/forums/category/1/edit", as: ada).text.contains("href=\"\(page)\""))
    _ = site.post("/admin/permissions", ["grant": "moderator:forums.manage"], as: ada)
    let mona = try site.moderator()
    #expect(!site.get("/forums/category/1/edit", as: mona).text.contains("/admin/permissions"))
  }

  @Test func `a new role keeps to what the one beside it may in each place`() throws {
    site.say("member:forums.read=no", in: cellar, as: ada)
    let kim = try site.keeper(as: ada)
    #expect(site.get("/forums/category/1", as: kim).status == .notFound)
    site.say("keeper:forums.read=yes", in: cellar, as: ada)
    #expect(site.get("/forums/category/1", as: kim).status == .ok)
  }

  private func exceptions() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll(
        $0, sql: "SELECT role || ':' || key || '=' || granted FROM admin_exception ORDER BY role, key")
    }
  }

  private func acts() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT target || ' ' || before || ' → ' || after FROM admin_audit
          WHERE act = 'permission.place' ORDER BY id
          """)
    }
  }
}
