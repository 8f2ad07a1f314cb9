import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct ExportTests {
  let site: TestSite
  let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  @Test func `asked twice at once, one archive is made, and holds what every house keeps`() throws {
    for _ in 1...2 { #expect(site.post("/account/export", as: david).status == .seeOther) }
    #expect(try waiting() == ["\(david.id)"])
    #expect(site.get("/account/export", as: david).text.contains("is being made"))

    try work()

    let file = try archive()
    let bytes = try Data(contentsOf: file)
    for name in ["admin/account.json", "forums/posts.json", "rtc/messages.json", "template/alters.json"] {
      #expect(bytes.range(of: Data(name.utf8)) != nil, "\(name) is missing")
    }
    #expect(bytes.range(of: Data("\"name\":\"david\"".utf8)) != nil)
    #expect(bytes.range(of: Data("scrypt".utf8)) == nil)
  }

  @Test func `what is held against them and waits for them is in it, what is others' is not`() throws {
    let ada = try site.admin()
    let user = "/admin/users/\(david.id)"
    try site.set("newcomers.hold", "on")
    _ = site.post("/forums/manage", ["name": "Kitchen", "description": ""], as: ada)
    _ = site.post("/forums/category/1/new", ["title": "Mine", "text": "It waits here"], as: david)
    _ = site.post("/account/blocked", ["name": "ada"], as: david)
    _ = site.post("\(user)/notes", ["note": "Among staff"], as: ada)
    _ = site.post("\(user)/act-as", as: ada, headers: ["User-Agent": "The admin's browser"])
    _ = site.post("/account/export", as: david)
    try work()

    let bytes = try Data(contentsOf: try archive())
    let has = { (text: String) in bytes.range(of: Data(text.utf8)) != nil }
    #expect(has("It waits here") && has("admin/blocked.json") && has("\"name\":\"ada\""))
    #expect(has("begunAt") && !has("Among staff") && !has("The admin's browser"))
  }

  @Test func `everybody gets their own archive, sent by nginx, and nobody else's`() throws {
    _ = site.post("/account/export", as: david)
    #expect(site.get("/account/export/file", as: david).status == .notFound)
    try work()

    let answer = site.get("/account/export/file", as: david)
    #expect(answer.response.header(.accelRedirect) == "/protected/exports/\(try archive().lastPathComponent)")
    #expect(answer.response.header(.contentDisposition)?.contains("david.zip") == true)
    #expect(site.get("/account/export/file", as: try site.signUp("mona")).status == .notFound)
    #expect(site.get("/account/export/file").status == .seeOther)
  }

  @Test func `a new one takes the place of the old one, and after a week none is left`() throws {
    _ = site.post("/account/export", as: david)
    try work()
    let first = try archive()
    _ = site.post("/account/export", as: david)
    try work()
    #expect(try archive() != first)

    let clean = try #require(site.site.admin.jobs.first { $0.name == "admin.old-exports" })
    try clean.run("", .now + 8 * 86_400)

    #expect(try files().isEmpty)
    #expect(site.get("/account/export/file", as: david).status == .notFound)
  }

  @Test func `after a while the password is asked for`() throws {
    try site.site.app.write {
      try $0.execute(sql: "UPDATE admin_session SET confirmed_at = confirmed_at - 700000")
    }
    #expect(site.post("/account/export", as: david).status == .unprocessableContent)
    #expect(try waiting().isEmpty)
  }

  private func work() throws {
    let job = try #require(site.site.admin.jobs.first { $0.name == AdminModule.exportJob })
    for user in try waiting() { try job.run(user, .now) }
    try site.site.app.write { try $0.execute(sql: "DELETE FROM job") }
  }

  private func waiting() throws -> [String] {
    try site.site.app.read { try String.fetchAll($0, sql: "SELECT payload FROM job ORDER BY id") }
  }

  private func files() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: site.site.settings.exports, includingPropertiesForKeys: nil)
  }

  private func archive() throws -> URL {
    let all = try files()
    #expect(all.count == 1)
    return try #require(all.first)
  }
}
