import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import Templating
import Testing

@testable import TemplateExchange
@testable import TemplateSystems

/// Who is mentioned in a text, as the owner, a friend and a guest read it.
@Suite struct MentionTests {
  private let place: Neighbourhood
  private static let file = ##"""
    {"users":[{"_id":"u","username":"grove","desc":"Home of <###@m2###>"}],
     "customFields":[{"_id":"f","name":"Likes"}],
     "members":[{"_id":"m1","name":"Ash","desc":"With <###@m2###>, <###@m3###>, <###@gone###>.","info":{"f":"tea with <###@m2###>"}},
      {"_id":"m2","name":"Birch"},{"_id":"m3","name":"# Cedar *loud*"}],
     "groups":[{"_id":"g","name":"Trees","desc":"Led by <###@m2###>","members":["m1"]}],
     "frontHistory":[{"_id":"h","member":"m1","startTime":1600000000000,"endTime":1600003600000,"customStatus":"with <###@m2###>"}],
     "comments":[{"_id":"c","documentId":"h","time":1600000000000,"text":"To <###@m2###>"}]}
    """##

  init() throws {
    place = try Neighbourhood()
    try bring(Self.file, into: place.olive)
    for sql in [
      "UPDATE template_account SET visibility = 'public', front_visibility = 'public', history_visibility = 'public'",
      "UPDATE template_field SET visibility = 'public'", "UPDATE template_group SET visibility = 'public'",
      "UPDATE template_alter SET visibility = 'public', front_visibility = 'public' WHERE account_id > 0",
      "UPDATE template_alter SET visibility = 'friends' WHERE name = 'Birch'",
    ] { try change(sql) }
  }

  @discardableResult
  private func bring(_ file: String, into account: Int64, lists: Bool = false, asSaid: Bool = false) throws
    -> [String]
  {
    try place.template.exchange.importSystem(
      Data(file.utf8), into: account, asSaid: asSaid, makesLists: lists, isDry: false, now: .now
    ) { _, _ in }
  }

  private func change(_ sql: String) throws { try place.test.site.app.write { try $0.execute(sql: sql) } }

  private func text(_ sql: String) throws -> String {
    try place.test.site.app.read { try String.fetchOne($0, sql: sql) ?? "" }
  }

  private func id(_ name: String, of account: Int64? = nil) throws -> Int64 {
    try place.test.site.app.read { db in
      try #require(
        try Int64.fetchOne(
          db, sql: "SELECT id FROM template_alter WHERE name = ? AND account_id = ?",
          arguments: [name, account ?? place.olive]))
    }
  }

  private func page(_ path: String, _ who: Neighbourhood.Who) -> Answer {
    place.test.get(path, as: place.people[who])
  }

  private func taken(_ format: SystemExchange.SystemFormat, of account: Int64) throws -> String {
    var bytes: [UInt8] = []
    _ = try place.template.exchange.exportSystem(of: account, as: format, now: Moment(milliseconds: 0)) {
      bytes += $0
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Every page on which a text of Olive's system stands that mentions Birch.
  private func addresses() throws -> [String] {
    let (group, ash) = (try text("SELECT id FROM template_group"), try id("Ash"))
    let (system, history) = ("/systems/\(place.olive)", "/systems/\(place.olive)/history")
    return ["/alters/\(ash)", system, "\(system)?group=\(group)", history]
  }

  @Test func `everywhere, whoever may know of somebody reads the name, and nobody else does`() throws {
    let birch = try id("Birch")
    for address in try addresses() {
      for who in [Neighbourhood.Who.owner, .friend] {
        let page = page(address, who).text
        #expect(page.contains("<a href=\"/alters/\(birch)\"><bdi>Birch</bdi></a>"), "\(address) \(who)")
        #expect(!page.contains("@{") && !page.contains("someone with"), "\(address) \(who)")
      }
      for who in [Neighbourhood.Who.guest, .member, .blocked] {
        let page = page(address, who).text
        #expect(page.contains(Mentions.someone), "\(address) \(who)")
        #expect(!page.contains("Birch") && !page.contains("\(birch)"), "\(address) \(who)")
      }
    }
    let ash = page("/alters/\(try id("Ash"))", .guest).text
    #expect(ash.contains("With someone, ") && ash.contains(", someone.") && ash.contains("tea with someone"))
  }

  @Test func `the owner who looks with others' eyes reads what they read`() throws {
    let address = "/alters/\(try id("Ash"))"
    #expect(page("\(address)?as=friend", .owner).text.contains(">Birch<"))
    #expect(!page("\(address)?as=visitor", .owner).text.contains(">Birch<"))
  }

  @Test func `a name that is Markdown is a name`() throws {
    let page = page("/alters/\(try id("Ash"))", .guest).text
    #expect(page.contains("<bdi># Cedar *loud*</bdi>") && !page.contains("<em>"))
    try change("UPDATE template_alter SET name = '<b>&\"' WHERE name LIKE '# Cedar%'")
    #expect(try self.page("/alters/\(id("Ash"))", .guest).text.contains("<bdi>&lt;b&gt;&amp;&quot;</bdi>"))
  }

  @Test func `a page follows the name, the audience and the end of whom it mentions`() throws {
    let (ash, friend) = ("/alters/\(try id("Ash"))", Neighbourhood.Who.friend)
    var tags = [page(ash, friend).header(.eTag)]
    for (sql, word) in [
      ("UPDATE template_alter SET name = 'Willow' WHERE name = 'Birch'", ">Willow<"),
      ("UPDATE template_alter SET display_name = 'W.' WHERE name = 'Willow'", ">W.<"),
      ("UPDATE template_alter SET visibility = 'private' WHERE name = 'Willow'", "With someone"),
    ] {
      try change(sql)
      let answer = page(ash, friend)
      #expect(answer.text.contains(word))
      tags.append(answer.header(.eTag))
    }
    #expect(Set(tags).count == 4 && !tags.contains(nil))
    #expect(page(ash, .owner).text.contains(">Willow<"))
    let form = "/account/system/alters/\(try id("Willow"))"
    #expect(place.test.post("\(form)/archive", [:], as: place.people[.owner]).status == .seeOther)
    #expect(place.test.post("\(form)/delete", [:], as: place.people[.owner]).status == .seeOther)
    #expect(page(ash, .owner).text.contains("With someone") && page(ash, .owner).status == .ok)
  }

  @Test func `a name for fewer than the alter is no more shown in a mention than on their page`() throws {
    try change("UPDATE template_alter SET visibility = 'public' WHERE name = 'Birch'")
    try change(
      "INSERT INTO template_field_visibility SELECT id, 'name', 'friends' FROM template_alter WHERE name = 'Birch'"
    )
    let ash = "/alters/\(try id("Ash"))"
    #expect(page(ash, .friend).text.contains(">Birch<") && !page(ash, .guest).text.contains("Birch"))
  }

  @Test func `the form shows what is kept, and keeps it`() throws {
    let (ash, birch) = (try id("Ash"), try id("Birch"))
    let before = try text("SELECT description FROM template_alter WHERE name = 'Ash'")
    #expect(try before.hasPrefix("With @{\(birch)}, @{\(id("# Cedar *loud*"))}, @{0}."))
    let form = page("/account/system/alters/\(ash)", .owner).text
    #expect(form.contains(">\nWith @{\(birch)}, "))
    let sent = ["name": "Ash", "description": before, "pronouns": "it"]
    _ = place.test.postAgreeing("/account/system/alters/\(ash)", sent, as: place.people[.owner]!)
    #expect(try text("SELECT description FROM template_alter WHERE name = 'Ash'") == before)
  }

  @Test func `nobody can mention an alter of another system`() throws {
    let stranger = try place.test.site.app.write { db in
      try db.execute(
        sql: """
          INSERT INTO template_alter(account_id, slug, name, visibility, created_at)
          SELECT id, 'x', 'Stranger', 'public', 0 FROM admin_user WHERE name = 'moira'
          """)
      return db.lastInsertedRowID
    }
    try change("UPDATE template_alter SET description = 'Not @{\(stranger)}' WHERE name = 'Ash'")
    let page = page("/alters/\(try id("Ash"))", .owner).text
    #expect(page.contains("Not someone") && !page.contains("Stranger"))
  }

  @Test func `statuses, notes and comments on the pages of the system itself`() throws {
    let (ash, birch) = (try id("Ash"), try id("Birch"))
    let base = "/account/system/front"
    let owner = place.people[.owner]
    _ = place.test.post(base, ["alone": "\(ash)", "note": "for @{\(birch)}"], as: owner)
    _ = place.test.post("\(base)/status", ["alter": "\(ash)", "status": "by @{\(birch)}"], as: owner)
    let front = page(base, .owner).text
    #expect(front.contains("<span class=\"badge\">by <a href=\"/alters/\(birch)\">"))
    #expect(front.contains("value=\"by @{\(birch)}\""))
    #expect(
      page("\(base)/history", .owner).text.contains("for <a href=\"/alters/\(birch)\"><bdi>Birch</bdi></a>"))
    let span = try text("SELECT id FROM template_span WHERE status LIKE 'with%'")
    #expect(page("\(base)/spans/\(span)", .owner).text.contains("To <a href=\"/alters/\(birch)\">"))
  }

  @Test func `our archive brings them to another account, and gives the same again`() throws {
    let archive = try taken(.rowhouse, of: place.olive)
    #expect(try archive.contains("With @{simplyplural/m2}, ") && !archive.contains("\(id("Birch"))"))
    let moira = try #require(place.people[.member]).id
    try bring(archive, into: moira, asSaid: true)
    let birch = try id("Birch", of: moira)
    for sql in [
      "SELECT description FROM template_alter WHERE name = 'Ash' AND account_id = \(moira)",
      "SELECT description FROM template_account WHERE account_id = \(moira)",
      "SELECT description FROM template_group WHERE account_id = \(moira)",
      "SELECT value FROM template_field_value JOIN template_field ON id = field_id WHERE account_id = \(moira)",
      "SELECT status FROM template_span WHERE account_id = \(moira)",
      "SELECT body FROM template_span_comment JOIN template_span s ON s.id = span_id WHERE account_id = \(moira)",
    ] { #expect(try text(sql).contains("@{\(birch)}"), "\(sql)") }
    // Lists of people are not among what was wanted.
    let copy = try taken(.rowhouse, of: moira)
    #expect(copy.components(separatedBy: "\"lists\"")[0] == archive.components(separatedBy: "\"lists\"")[0])
  }

  @Test func `what is brought again changes nothing`() throws {
    for file in [Self.file, try taken(.rowhouse, of: place.olive)] {
      let lines = try bring(file, into: place.olive)
      #expect(!lines.contains { $0.contains(/[0-9] (new|changed)/) }, "\(lines)")
    }
  }

  @Test func `whom a later file brings is mentioned by their number of now`() throws {
    try change("UPDATE template_alter SET archived_at = 1 WHERE name = 'Birch'")
    let form = "/account/system/alters/\(try id("Birch"))"
    _ = place.test.post("\(form)/delete", [:], as: place.people[.owner])
    try bring(Self.file, into: place.olive)
    #expect(try text("SELECT description FROM template_alter WHERE name = 'Ash'").hasPrefix("With @{0}, "))
  }

  @Test func `an export for PluralKit names nobody in public whom not everybody may know`() throws {
    #expect(
      try taken(.pluralkit, of: place.olive).contains("With someone, \\\\# Cedar \\\\*loud\\\\*, someone."))
    try change("UPDATE template_alter SET visibility = 'private' WHERE name = 'Ash'")
    #expect(try taken(.pluralkit, of: place.olive).contains("With Birch, \\\\# Cedar"))
  }

  @Test func `a text that is cut ends with no half of a mention`() throws {
    var remarks = Remarks()
    let words = String(repeating: "x", count: 45)
    let cut = TextLimit.status.cut("\(words)@{4503599627370496}", &remarks)
    #expect(cut == words)
  }

  @Test func `within tags nobody is named, and no link stands in a link`() throws {
    let (birch, olive) = (try id("Birch"), place.olive)
    let link = "<a href=\"/alters/\(birch)\"><bdi>Birch</bdi></a>"
    let html =
      "<p><a href=\"/x@%7B\(birch)%7D\" title=\"@{\(birch)}\">@{\(birch)}</a> <code>@{\(birch)}</code> @{x} @{99999999999999999999}</p>"
    let mentions = try place.test.site.app.read { db in
      try Mentions(in: ["@{\(birch)}"], of: olive, for: .owner, db)
    }
    #expect(
      mentions.view(cooked: .html(html))
        == .html(
          "<p><a href=\"/xsomeone\" title=\"someone\"><bdi>Birch</bdi></a> <code>\(link)</code> @{x} @{99999999999999999999}</p>"
        ))
  }

  @Test func `a thousand mentions of a long name don't make a page without an end`() throws {
    let birch = try id("Birch")
    try change(
      "UPDATE template_alter SET name = '\(String(repeating: "é", count: 100))' WHERE name = 'Birch'")
    try change(
      "UPDATE template_alter SET description = '\(String(repeating: "@{\(birch)} ", count: 500))' WHERE name = 'Ash'"
    )
    #expect(try page("/alters/\(id("Ash"))", .owner).text.utf8.count < Html.largest + 20_000)
  }
}
