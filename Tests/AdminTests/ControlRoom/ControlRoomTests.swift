import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct ControlRoomTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
  }

  static let pages = [
    "/admin/", "/admin/modules", "/admin/users", "/admin/users/1", "/admin/permissions", "/admin/audit",
    "/admin/audit/1",
    "/admin/logs",
  ]

  @Test(arguments: pages)
  func `an admin sees every page; a member none; a guest is asked to sign in`(page: String) {
    #expect(site.get(page, as: ada).status == .ok)
    #expect(site.get(page, as: david).status == .forbidden)
    #expect(site.get(page).location.hasPrefix("/sign-in?next="))
  }

  @Test func `a closed house answers 404, and comes back`() throws {
    #expect(site.get("/forums/", as: david).status == .ok)

    let answer = site.post("/admin/modules/forums", ["to": "closed"], as: ada)
    #expect(answer.location == "/admin/modules")
    #expect(site.get("/forums/", as: david).status == .notFound)
    #expect(site.get("/admin/", as: ada).text.contains("is closed."))

    _ = site.post("/admin/modules/forums", ["to": "open"], as: ada)
    #expect(site.get("/forums/", as: david).status == .ok)
    #expect(
      try acts() == [
        "module.disable.intent", "module.disable.done", "module.enable.intent", "module.enable.done",
      ])
  }

  @Test func `a required house can't be closed, nor one that isn't there`() throws {
    #expect(site.post("/admin/modules/admin", ["to": "closed"], as: ada).status == .unprocessableContent)
    #expect(site.post("/admin/modules/polls", ["to": "closed"], as: ada).status == .notFound)
    #expect(site.post("/admin/modules/forums", ["to": "sideways"], as: ada).status == .badRequest)
    #expect(site.post("/admin/modules/forums", ["to": "closed"], as: david).status == .forbidden)
    #expect(try acts().isEmpty)
  }

  @Test func `a role that is changed holds at once and is in the log`() throws {
    let answer = site.post("/admin/users/\(david.id)/role", ["role": "admin"], as: ada)

    #expect(answer.location == "/admin/users/\(david.id)")
    #expect(site.get("/admin/", as: david).status == .ok)
    let row = try #require(
      try site.site.app.read {
        try Row.fetchOne($0, sql: "SELECT * FROM admin_audit WHERE act = 'user.role'")
      })
    #expect(row["actor"] == ada.id)
    #expect(row["target"] == "user:\(david.id)")
    #expect(row["before"] == "member")
    #expect(row["after"] == "admin")
    #expect(row["address"] == "192.0.2.1")
    #expect(row["request_id"] == "test")
  }

  @Test func `nobody changes their own role or one above theirs`() throws {
    _ = try site.site.app.write {
      try $0.execute(
        sql: "UPDATE admin_permission SET granted = 1 WHERE role = 'moderator' AND key = 'admin.users'")
    }
    let mona = try site.moderator()

    for (person, target, role) in [
      (ada, ada.id, "member"), (mona, ada.id, "member"), (mona, david.id, "admin"), (mona, mona.id, "admin"),
      (ada, david.id, "guest"),
    ] {
      let answer = site.post("/admin/users/\(target)/role", ["role": role], as: person)
      #expect(answer.status == .unprocessableContent)
    }
    #expect(site.post("/admin/users/\(david.id)/role", ["role": "king"], as: ada).status == .badRequest)
    #expect(site.post("/admin/users/999/role", ["role": "member"], as: ada).status == .notFound)
    #expect(site.post("/admin/users/\(ada.id)/sign-out", as: mona).status == .forbidden)
    #expect(site.post("/admin/users/\(david.id)/role", ["role": "moderator"], as: mona).status == .seeOther)
  }

  @Test func `the last admin stays`() throws {
    #expect(throws: AccountError.self) {
      try site.site.admin.setRole(of: "ada", to: .member, now: .now)
    }
    #expect(site.get("/admin/", as: ada).status == .ok)
  }

  @Test func `an admin ends all sessions of an account`() throws {
    _ = site.post("/admin/users/\(david.id)/sign-out", as: ada)

    #expect(site.get("/account", as: david).status == .seeOther)
    #expect(try acts() == ["user.sign-out"])
  }

  @Test func `accounts are listed in order, found by their beginning, fifty a page`() throws {
    for number in 100..<155 { _ = try site.signUp("person\(number)") }

    let first = site.get("/admin/users", as: ada)
    #expect(first.text.contains(">ada</a>"))
    #expect(!first.text.contains(">person154</a>"))
    let next = try #require(first.text.firstMatch(of: #/rel="next" href="([^"]+)"/#)).output.1
    #expect(site.get(String(next).replacing("&amp;", with: "&"), as: ada).text.contains(">person154</a>"))

    let found = site.get("/admin/users?q=PERSON11", as: ada)
    #expect(found.text.contains(">person110</a>"))
    #expect(!found.text.contains(">person120</a>"))
    #expect(site.get("/admin/users?q=%25", as: ada).text.contains("Nobody"))
    #expect(site.get("/admin/users?q=%FF", as: ada).status == .ok)
  }

  @Test func `a log file goes through nginx, after an entry in the audit log`() throws {
    try Data("one line\n".utf8).write(to: log("web access.log"))

    let list = site.get("/admin/logs", as: ada)
    #expect(list.text.contains("href=\"/admin/logs/web%20access.log/raw\""))
    let raw = site.get("/admin/logs/web%20access.log/raw", as: ada)

    #expect(raw.response.header(.accelRedirect) == "/protected/logs/web%20access.log")
    #expect(raw.bytes.isEmpty)
    #expect(try acts() == ["log.read"])
  }

  @Test(arguments: ["..", "..%2Fapp.db", "app.db", ".hidden", "link.log", "folder", "nope.log", "%00"])
  func `only what is listed can be asked for`(name: String) throws {
    try Data().write(to: log(".hidden"))
    try FileManager.default.createDirectory(at: log("folder"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: log("link.log"), withDestinationURL: site.folder.appending(path: "app.db"))

    let answer = site.get("/admin/logs/\(name)/raw", as: ada)

    #expect(answer.status == .notFound)
    #expect(answer.response.header(.accelRedirect) == nil)
    #expect(try acts().isEmpty)
  }

  @Test func `a line in the log is one line, whatever was asked for`() {
    let exchange = TestExchange(["REQUEST_ID": "r1"])
    Request(method: .get, path: "/a\r\nforged", now: .now, exchange: exchange).report("broken\nagain")
    #expect(exchange.reports == ["r1 GET -: broken again"])
  }

  @Test func `the rail shows what one may open`() throws {
    _ = try site.site.app.write {
      try $0.execute(
        sql: """
          UPDATE admin_permission SET granted = 1
          WHERE role = 'member' AND key IN ('admin.enter', 'admin.moderate')
          """)
    }
    let page = site.get("/admin/", as: david)
    #expect(page.text.contains("href=\"/admin/users\""))
    #expect(!page.text.contains("href=\"/admin/logs\""))
    #expect(!page.text.contains("The whole audit log"))
  }

  private func log(_ name: String) -> URL { site.folder.appending(path: "logs/\(name)") }

  /// Without what other houses and the making of accounts leave.
  private func acts() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT act FROM admin_audit
          WHERE (act GLOB 'module.*' OR act GLOB 'user.*' OR act GLOB 'log.*') AND act <> 'user.create'
          ORDER BY id
          """)
    }
  }
}
