import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct MailTests {
  @Test(arguments: [
    "a@example.org", "first.last+tag@mail.example.co.uk", "o'hara@x-y.example", "A@EXAMPLE.org",
  ])
  func `an address as people have it is taken`(text: String) throws {
    #expect(try MailAddress(text).text == text.lowercased())
  }

  @Test(arguments: [
    "", "a", "@example.org", "a@", "a@b", "a b@example.org", "a@example.org\r\nBcc: b@example.org",
    "a@example.org\n", "a@@example.org", "\"a\"@example.org", "a@exa mple.org", "a@-x.org",
    "a..b@example.org",
    ".a@example.org", "a@example..org", "a>@example.org", "a@example.org, b@example.org", "ä@example.org",
    "a@[127.0.0.1]", String(repeating: "a", count: 65) + "@example.org",
    "a@" + String(repeating: "b.", count: 130) + "org", "a@example.org\u{0}", "a\u{202E}@example.org",
  ])
  func `anything else is none`(text: String) {
    #expect(throws: Refusal.self) { try MailAddress(text) }
  }

  @Test func `nothing that somebody typed begins a header of its own`() throws {
    let letter = Letter(
      from: try MailAddress("site@example.org"), to: try MailAddress("zoe@example.org"),
      subject: "Hello\r\nBcc: all@example.org \(String(repeating: "ä", count: 100))",
      text: "Dear\n.\r\nQUIT\nwhatever")
    let text = String(decoding: letter.bytes(id: "1", now: Moment(milliseconds: 0)), as: UTF8.self)
    let names = text.components(separatedBy: "\r\n").prefix { !$0.isEmpty }
      .filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
    #expect(
      names == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
      ])
    #expect(text.contains("Date: Thu, 1 Jan 1970 00:00:00 +0000"))
    #expect(!text.contains("all@example.org"))
    #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    #expect(!text.contains("\r\n.\r\n"))
  }

  @Test func `curl gets credentials through the pipe alone, quoted as it wants them`() throws {
    let site = try TestSite()
    for (name, value) in [
      "mail.host": "relay.example.org", "mail.from": "site@example.org", "mail.user": "us",
      "mail.password": "a\"b\\c",
    ] { try site.set(name, value) }
    let relay = try #require(try MailRelay(site.site.admin.house.site.get()))
    let text = relay.configuration(to: try MailAddress("zoe@example.org"), file: URL(filePath: "/x/letter"))
    #expect(text.contains("user = \"us:a\\\"b\\\\c\"\n"))
    #expect(text.contains("url = \"smtp://relay.example.org:587/\"\n"))
    #expect(text.contains("ssl-reqd\n"))
    #expect(
      text.contains("proto = \"=smtp,smtps\"\n") && !text.contains("insecure") && !text.contains("location"))
    #expect(text.contains("mail-rcpt = \"<zoe@example.org>\"\n"))
  }

  @Test func `without a relay nothing is asked for and nothing is sent`() throws {
    let site = try TestSite()
    let david = try site.signUp("david")
    #expect(site.get("/sign-in/forgotten").text.contains("This site sends no mail."))
    #expect(site.post("/sign-in/forgotten", ["mail": "a@example.org"]).status == .notFound)
    #expect(site.post("/account/mail", ["mail": "a@example.org"], as: david).status == .notFound)
  }

  @Test func `asking for a reset is the same work and the same answer, whoever has the address`() throws {
    let site = try TestSite()
    try site.set("mail.host", "relay.example.org")
    try site.set("mail.from", "site@example.org")
    let david = try site.signUp("david")
    try site.site.app.write { try User.setMail("david@example.org", of: david.id, $0) }

    let known = site.post("/sign-in/forgotten", ["mail": "david@example.org"])
    let unknown = site.post("/sign-in/forgotten", ["mail": "nobody@example.org"])

    #expect(known.status == .seeOther && unknown.status == .seeOther)
    #expect(known.cookie("flash") == unknown.cookie("flash"))
    let jobs = try site.site.app.read { try String.fetchAll($0, sql: "SELECT name FROM job ORDER BY id") }
    #expect(jobs == ["admin.letter-reset", "admin.letter-reset"])
  }

  @Test func `an address that is given up hears of it`() throws {
    let site = try TestSite()
    let david = try site.signUp("david")
    try site.site.app.write { try User.setMail("david@example.org", of: david.id, $0) }

    _ = site.post("/account/mail/forget", [:], as: david)

    let jobs = try site.site.app.read { try Row.fetchAll($0, sql: "SELECT name, payload FROM job") }
    #expect(jobs.map { $0["name"] as String } == ["admin.letter-moved"])
    #expect(jobs.map { $0["payload"] as String } == ["\(david.id) david@example.org"])
    _ = site.post("/account/mail/forget", [:], as: david)
    #expect(try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM job") } == 1)
  }

  @Test func `one address asks for few resets`() throws {
    let site = try TestSite()
    try site.set("mail.host", "relay.example.org")
    try site.set("mail.from", "site@example.org")
    let answers = (1...6).map { site.post("/sign-in/forgotten", ["mail": "a\($0)@example.org"]).status }
    #expect(answers.last == .tooManyRequests)
  }
}
