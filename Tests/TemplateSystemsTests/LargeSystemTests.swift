import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import TemplateSystems

/// Of a large system, every page shows a part, and the rest can be found.
@Suite struct LargeSystemTests {
  private let site: TestSite
  private let ada: Person
  private let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
    _ = site.post("/forums/manage", ["name": "Kitchen", "description": ""], as: ada)
    _ = site.post("/forums/category/1/new", ["title": "Bread", "text": "It rises."], as: ada)
    _ = site.post("/rtc/rooms/new", ["name": "Hall", "topic": "", "position": "1"], as: ada)
    try fill(of: david.id)
    try fillSite { _ in (Self.name, "public") }
  }

  private static let name = "Somebody with a long name"

  /// As many as alters.csv takes, nearly.
  private func fillSite(_ row: (Int) -> (name: String, visibility: String)) throws {
    let lines = (1...480).map { number in
      let (name, visibility) = row(number)
      return "a\(number),0,\(name) \(number).,\(visibility),\(visibility)\n"
    }
    let folder = site.folder.appending(path: "template")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(("alter,fronting,name,visibility,front_visibility\n" + lines.joined()).utf8)
      .write(to: folder.appending(path: "alters.csv"), options: .atomic)
  }

  /// A thousand with long names, colours, tags and groups.
  private func fill(of account: Int64) throws {
    try site.site.app.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000)
          INSERT INTO template_alter(
            id, account_id, slug, name, pronouns, color, position, created_at, visibility, front_visibility)
            SELECT 10000 + n, ?, 'a' || n, 'Somebody with a long name ' || n || '.', 'they/them',
              'aabbcc', n, 0, 'public', 'public' FROM n
          """, arguments: [account])
      try db.execute(
        sql: """
          INSERT INTO template_proxy_tag(alter_id, prefix, suffix)
            SELECT id, slug || ':', '' FROM template_alter WHERE account_id = ?
          """, arguments: [account])
      for number in 1...200 {
        try db.execute(
          sql: "INSERT INTO template_group(account_id, name, position) VALUES (?, ?, ?)",
          arguments: [account, "Group \(number)", number])
      }
    }
  }

  static let pages = [
    "/account/system", "/account/system?show=order", "/account/system/front",
    "/account/system/front/history/new",
    "/account/system/front/history", "/account/system/front/statistics", "/account/system/front/showing",
    "/account/system/speaking", "/account/system/groups", "/account/system/fields", "/account/system/edit",
    "/account/system/alters/new", "/account/system/alters/10001", "/account/system/alters/10001/tags",
    "/account/system/import", "/account/system/export", "/account/friends", "/account/alters", "/account",
    "/forums/thread/1", "/forums/category/1/new", "/rtc/room/1", "/",
  ]

  @Test(arguments: pages) func noPageOfAThousandIsLong(_ page: String) throws {
    let answer = site.get(page, as: david)
    #expect(answer.status == .ok && answer.bytes.count < 150_000, "\(answer.bytes.count) bytes")
  }

  @Test(arguments: ["/account/front", "/account/front/history/new", "/account/alters", "/admin/faces"])
  func norAnyOfTheSitesOwn(_ page: String) throws {
    let answer = site.get(page, as: ada)
    #expect(answer.status == .ok && answer.bytes.count < 150_000, "\(answer.bytes.count) bytes")
  }

  @Test(
    arguments: [
      ("/account/system", 1000), ("/account/system/front", 1000), ("/account/system/front/history/new", 1000),
      ("/account/system/speaking", 1000), ("/account/alters", 480),
    ])
  func nobodyIsOutOfReach(_ page: String, _ number: Int) throws {
    let last = "\(Self.name) \(number)."
    #expect(!site.get(page, as: david).text.contains(last))
    #expect(site.get("\(page)?q=name%20\(number)", as: david).text.contains(last))
    #expect(site.get("\(page)?page=\(number / 48 + 1)", as: david).text.contains(last))
    let none = site.get("\(page)?q=zzz", as: david)
    #expect(none.status == .ok && none.text.contains("Nobody is called that here."))
  }

  @Test func whoFrontsStaysTickedOnEveryPage() throws {
    _ = site.post("/account/system/front", ["alone": "11000"], as: david)
    for page in ["", "?page=3", "?q=name%205"] {
      let text = site.get("/account/system/front\(page)", as: david).text
      #expect(text.contains("name=\"alter\" value=\"11000\" checked"))
    }
  }

  @Test func whoIsFarDownSpeaksByName() throws {
    let reply = { (fields: [String: String]) in
      site.post("/forums/thread/1/reply", ["text": "Hello."].merging(fields) { $1 }, as: david)
    }
    #expect(site.get("/forums/thread/1", as: david).text.contains("name=\"speaker-name\""))
    #expect(reply(["speaker": "0", "speaker-name": "somebody with a long name 999."]).status == .seeOther)
    #expect(site.get("/forums/thread/1").text.contains("Somebody with a long name 999."))

    let preview = site.post(
      "/forums/preview?thread=1",
      ["text": "Hello.", "speaker": "0", "speaker-shown": "0", "speaker-name": "name 998."], as: david)
    #expect(preview.text.contains("<option value=\"10998\" selected"))

    let several = reply(["speaker-name": "name 99"])
    #expect(
      several.status == .unprocessableContent
        && several.text.contains("several of you are called like name 99"))
    #expect(several.text.contains("<option value=\"10995\"") && several.text.contains("Hello."))
    let nobody = reply(["speaker-name": "Zora"])
    #expect(nobody.status == .unprocessableContent && nobody.text.contains("nobody of you is called Zora"))
  }

  @Test func searchingTellsNobodyOfWhomTheyMayNotSee() throws {
    try fillSite { $0 <= 100 ? (Self.name, "public") : ("Quill", "private") }
    #expect(site.get("/account/alters?q=Quill", as: ada).text.contains("380 found."))
    let page = site.get("/account/alters", as: david).text
    #expect(page.contains("100 in all.") && !page.contains("page=4"))
    #expect(site.get("/account/alters?q=Quill", as: david).text.contains("Nobody is called that here."))
  }
}
