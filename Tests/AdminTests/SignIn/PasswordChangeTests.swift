import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct PasswordChangeTests {
  let site: TestSite
  let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  /// The three ways to a new password.
  private func ways() throws -> [String: () throws -> Void] {
    let ada = try site.admin()
    return [
      "on the account's page": {
        let answer = site.post(
          "/account/password", ["password-old": TestSite.password, "password-new": "a whole new one"],
          as: david)
        #expect(answer.status == .seeOther)
      },
      "by the command line": {
        try site.site.admin.resetPassword(of: "david", to: "a whole new one", now: .now)
      },
      "by a link": {
        let page = site.post("/admin/users/\(david.id)/reset-link", as: ada)
        let path = try #require(page.text.firstMatch(of: /(\/sign-in\/reset\/[0-9a-f]{64})/)).1
        #expect(site.post(String(path), ["password-new": "a whole new one"]).status == .seeOther)
      },
    ]
  }

  @Test func `the old one is asked for, however lately somebody signed in`() throws {
    #expect(site.get("/account", as: david).text.contains("Password so far"))
    let answer = site.post("/account/password", ["password-new": "a whole new one"], as: david)
    #expect(answer.status == .unprocessableContent && answer.text.contains("not your password so far"))
  }

  @Test(arguments: ["on the account's page", "by the command line", "by a link"])
  func `links to the account end with its password`(way: String) throws {
    let change = try #require(try ways()[way])
    let tokens = try [OneTimeLink.Purpose.reset, .mail].map { purpose in
      let token = try site.site.app.write { db in
        try OneTimeLink.make(
          purpose, for: david.id, mail: MailAddress("d@example.org"), hours: 1, now: .now, db)
      }
      return purpose.path + token
    }
    for path in tokens { #expect(site.get(path).status == .ok) }
    try change()
    for path in tokens { #expect(site.get(path).status == .notFound, "\(way) \(path)") }
  }

  @Test(arguments: ["on the account's page", "by the command line", "by a link"])
  func `who waits at the second step with the old password waits in vain`(way: String) throws {
    let change = try #require(try ways()[way])
    let (_, person, codes) = try site.addApp(to: david)
    let halfway = site.typePassword("david")
    #expect(halfway.location == "/sign-in/second")
    if way == "on the account's page" {
      let answer = site.post(
        "/account/password", ["password-old": TestSite.password, "password-new": "a whole new one"],
        as: person)
      #expect(answer.status == .seeOther)
    } else {
      try change()
    }

    let answer = site.typeCode(codes[0], after: halfway)
    #expect(answer.location == "/sign-in" && answer.cookie("session") == nil)
    let left = try site.site.app.read { try RecoveryCodes.find(of: david.id, $0)?.left }
    #expect(left == 10, "the code is still good")
  }

  @Test func `a password that was right a moment ago opens no session after a new one`() throws {
    let admin = site.site.admin
    let entrant = try #require(
      try admin.authentication.entrant(name: "david", password: TestSite.password, as: .known))
    try admin.resetPassword(of: "david", to: "a whole new one", now: .now)

    let request = Request(
      method: .post, path: "/sign-in", now: .now, exchange: TestExchange([:], body: []))
    let answer = try admin.enter(entrant, request, next: "/")
    #expect(answer.header(.location) == "/sign-in")
    #expect(try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_session") } == 0)
  }

  @Test func `hashing anew never brings back a password that was changed meanwhile`() throws {
    let stored = try #require(try site.site.app.read { try User.credentials("david", $0)?.password })
    try site.site.admin.resetPassword(of: "david", to: "a whole new one", now: .now)
    try site.site.app.write { try User.rehash(stored, to: "x", of: david.id, $0) }
    #expect(
      site.post("/sign-in", ["name": "david", "password": "a whole new one"]).status == .seeOther)
  }

  @Test func `a link for a new address is not written once the password has changed`() throws {
    try site.set("mail.host", "localhost")
    try site.set("mail.from", "us@example.org")
    _ = site.post("/account/mail", ["mail": "evil@example.org"], as: david)
    try site.site.admin.resetPassword(of: "david", to: "a whole new one", now: .now)

    let payload = try #require(
      try site.site.app.read { try String.fetchOne($0, sql: "SELECT payload FROM job") })
    let job = try #require(site.site.admin.jobs.first { $0.name == AdminModule.mailLetter })
    try job.run(payload, .now)
    #expect(try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_link") } == 0)
  }
}
