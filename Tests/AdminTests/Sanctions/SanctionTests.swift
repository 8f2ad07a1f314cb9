import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct SanctionTests {
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

  @Test func `who is suspended is out at once and reads why, and until when, at the door`() throws {
    let day = (Moment.now + 3 * 86_400).iso.prefix(10)
    let answer = suspend(david, until: String(day), by: mona)

    #expect(answer.location == "/admin/users/\(david.id)")
    #expect(site.get("/account", as: david).status == .seeOther)
    #expect(try revoked() == 1)
    let door = signIn("correct horse battery")
    #expect(door.status == .forbidden && door.cookie("session") == nil)
    #expect(door.text.contains("suspended until") && door.text.contains("Spam in the kitchen"))
    #expect(!signIn("not the right one").text.contains("suspended"))
  }

  /// The mark in the form that goes there.
  private func saw(_ action: String, on page: Answer) -> String {
    let form = page.text.components(separatedBy: "action=\"\(action)\"").dropFirst().first ?? ""
    let value = form.components(separatedBy: "name=\"saw\" value=\"").dropFirst().first ?? ""
    return String(value.prefix { $0 != "\"" })
  }

  @Test func `two of the staff don't overwrite each other's sanction, nor lift one that they did not see`()
    throws
  {
    let user = "/admin/users/\(david.id)"
    let mark = saw("\(user)/silence", on: site.get(user, as: mona))
    let answers = ["Shouting", "Spam"].map { reason in
      site.post("\(user)/silence", ["silence-reason": reason, "saw": mark], as: mona)
    }
    #expect(!mark.isEmpty && answers.map(\.status) == [.seeOther, .conflict])
    #expect(answers[1].text.contains("Shouting") && answers[1].text.contains("Spam"))
    let lift = saw("\(user)/unsilence", on: site.get(user, as: mona))
    #expect(!lift.isEmpty)
    _ = site.post("\(user)/unsilence", as: ada)
    _ = site.post("\(user)/silence", ["silence-reason": "Spam"], as: ada)
    #expect(site.post("\(user)/unsilence", ["saw": lift], as: mona).status == .conflict)
    #expect(site.get(user, as: mona).text.contains("Spam"))
    let fresh = saw("\(user)/unsilence", on: site.get(user, as: mona))
    #expect(site.post("\(user)/unsilence", ["saw": fresh], as: mona).status == .seeOther)
  }

  @Test func `a role that was given meanwhile is not taken back unseen`() throws {
    let user = "/admin/users/\(david.id)"
    let mark = saw("\(user)/role", on: site.get(user, as: ada))
    let keeper = site.post("/admin/roles", ["title": "Gardeners", "base": "member"], as: ada)
    #expect(keeper.status == .seeOther)
    let role = try site.site.app.read {
      try String.fetchOne($0, sql: "SELECT name FROM admin_role WHERE title = 'Gardeners'")
    }
    #expect(
      site.post("\(user)/role", ["role": try #require(role), "saw": mark], as: ada).status == .seeOther)
    let late = site.post("\(user)/role", ["role": "moderator", "saw": mark], as: ada)
    #expect(!mark.isEmpty && late.status == .conflict && late.text.contains("Gardeners"))
  }

  @Test func `a suspension ends by hand and by time`() throws {
    _ = suspend(david, by: mona)
    #expect(site.post("/admin/users/\(david.id)/unsuspend", as: mona).status == .seeOther)
    #expect(signIn("correct horse battery").status == .seeOther)

    _ = suspend(david, until: String((Moment.now + 86_400).iso.prefix(10)), by: mona)
    let token = try site.site.admin.signIn(userId: david.id, now: .now)
    #expect(try site.site.admin.authentication.viewer(token: token, now: .now).isGuest)
    #expect(try !site.site.admin.authentication.viewer(token: token, now: .now + 3 * 86_400).isGuest)
  }

  @Test func `who is silenced reads everything and writes nowhere, and is told why`() throws {
    _ = site.post("/forums/manage", ["name": "Kitchen", "description": ""], as: ada)
    let thread = site.post(
      "/forums/category/1/new", ["title": "Bread", "text": "It rises.", "nonce": "1"], as: ada
    ).location
    _ = site.post("/admin/users/\(david.id)/silence", ["silence-reason": "Shouting"], as: mona)

    #expect(site.get(thread, as: david).status == .ok)
    #expect(site.get("/rtc/", as: david).status == .ok)
    #expect(!site.get(thread, as: david).text.contains("Your reply"))
    for page in [thread, "/account"] { #expect(site.get(page, as: david).text.contains("Shouting")) }
    for (address, form) in [
      ("\(thread)/reply", ["text": "No!"]), ("/forums/category/1/new", ["title": "No", "text": "No!"]),
      ("\(site.address(ofPost: 1))/vote", ["vote": "up"]),
      ("/rtc/room/1/message", ["body": "No!", "nonce": "12345678"]),
    ] {
      let answer = site.post(address, form, as: david)
      #expect(answer.status == .forbidden && answer.text.contains("Shouting"), "\(address)")
    }

    _ = site.post("/admin/users/\(david.id)/unsilence", as: mona)
    #expect(site.post("\(thread)/reply", ["text": "Thanks."], as: david).status == .seeOther)
  }

  @Test func `a silence ends by itself`() throws {
    let day = String((Moment.now + 86_400).iso.prefix(10))
    _ = site.post(
      "/admin/users/\(david.id)/silence", ["silence-reason": "Shouting", "silence-until": day], as: mona)
    let authentication = site.site.admin.authentication

    #expect(try !authentication.viewer(token: david.token, now: .now).can("forums.reply"))
    #expect(try authentication.viewer(token: david.token, now: .now + 3 * 86_400).can("forums.reply"))
  }

  @Test func `nobody acts on themselves, on their own rank or above`() throws {
    let malte = try site.moderator("malte")
    for (actor, target) in [(mona, mona), (mona, malte), (mona, ada), (ada, ada)] {
      for act in ["suspend", "silence", "unsuspend", "unsilence"] {
        let form = ["suspend-reason": "because", "silence-reason": "because"]
        #expect(site.post("/admin/users/\(target.id)/\(act)", form, as: actor).status == .forbidden)
      }
    }
    #expect(suspend(malte, by: ada).status == .seeOther)
    #expect(suspend(mona, by: david).status == .forbidden)
    #expect(site.post("/admin/users/999/suspend", ["suspend-reason": "because"], as: ada).status == .notFound)
    #expect(try acts("user.suspend").count == 1)
  }

  @Test(arguments: [
    ["suspend-reason": ""], ["suspend-reason": "  \n "],
    ["suspend-reason": String(repeating: "a", count: 501)], ["suspend-reason": "bell\u{7}"],
    ["suspend-reason": "turned \u{202E}around"], ["suspend-reason": "r", "suspend-until": "2001-01-01"],
    ["suspend-reason": "r", "suspend-until": "2026-02-31"],
    ["suspend-reason": "r", "suspend-until": "9999-01-01"],
    ["suspend-reason": "r", "suspend-until": "tomorrow"],
  ])
  func `a form that makes no sense is shown again and does nothing`(form: [String: String]) throws {
    let answer = site.post("/admin/users/\(david.id)/suspend", form, as: mona)

    #expect(answer.status == .unprocessableContent && answer.text.contains("role=\"alert\""))
    #expect(site.get("/account", as: david).status == .ok)
    #expect(try acts("user.suspend").isEmpty)
  }

  @Test(arguments: ["0001-01-01", "1970-01-01", "1969-12-31"])
  func `a day of the past is told from what is no day`(day: String) {
    #expect(suspend(david, until: day, by: mona).text.contains("This day has passed already."))
    #expect(suspend(david, until: "2026-2-3", by: mona).text.contains("Write the date as"))
  }

  @Test func `a refused form keeps what was typed`() {
    let answer = site.post(
      "/admin/users/\(david.id)/suspend",
      ["suspend-reason": "Spam <everywhere>", "suspend-until": "2001-01-01"], as: mona)
    #expect(answer.text.contains("value=\"Spam &lt;everywhere&gt;\""))
  }

  @Test func `twice at once is once, and both are in the log with their reasons`() throws {
    _ = suspend(david, by: mona)
    _ = suspend(david, by: ada)
    _ = site.post("/admin/users/\(david.id)/unsuspend", as: mona)
    _ = site.post("/admin/users/\(david.id)/unsuspend", as: ada)

    let rows = try acts("user.suspend")
    #expect(rows.map { $0["actor"] as Int64? } == [mona.id, ada.id])
    #expect(rows[0]["after"] == "until further notice: Spam in the kitchen")
    #expect(rows[1]["before"] == "until further notice: Spam in the kitchen")
    #expect(try acts("user.unsuspend").count == 1)
  }

  @Test func `notes are for the staff alone`() throws {
    let text = "Asked twice.\nBe gentle <3"
    #expect(site.post("/admin/users/\(david.id)/notes", ["note": text], as: mona).status == .seeOther)

    #expect(site.get("/admin/users/\(david.id)", as: ada).text.contains("Be gentle &lt;3"))
    #expect(!site.get("/account", as: david).text.contains("Be gentle"))
    #expect(site.post("/admin/users/\(david.id)/notes", ["note": text], as: david).status == .forbidden)
    let long = String(repeating: "a", count: 2001)
    let refused = site.post("/admin/users/\(david.id)/notes", ["note": long], as: mona)
    #expect(refused.status == .unprocessableContent && refused.text.contains(long))
    #expect(try acts("user.note").map { $0["after"] } == ["note:1"])
  }

  @Test func `people are found by part of a name, by number, and by how they stand`() throws {
    _ = suspend(david, by: mona)
    let found = { (query: String) in self.site.get("/admin/users?\(query)", as: self.mona).text }

    #expect(found("q=AVI").contains(">david</a>") && !found("q=AVI").contains(">mona</a>"))
    #expect(found("q=%23\(mona.id)").contains(">mona</a>"))
    #expect(found("state=suspended").contains(">david</a>") && !found("state=suspended").contains(">ada</a>"))
    #expect(found("state=silenced").contains("Nobody here"))
    #expect(found("role=moderator").contains(">mona</a>") && !found("role=moderator").contains(">david</a>"))
    #expect(found("state=new&q=o").contains(">mona</a>"))
    #expect(found("q=%25").contains("Nobody here") && found("q=_").contains("Nobody here"))
    #expect(found("role=king&state=odd&after=%FF").contains("</html>"))
  }

  private func suspend(_ person: Person, until: String = "", by actor: Person) -> Answer {
    site.post(
      "/admin/users/\(person.id)/suspend",
      ["suspend-reason": "Spam in the kitchen", "suspend-until": until], as: actor)
  }

  private func signIn(_ password: String) -> Answer {
    site.signIn("david", password)
  }

  private func revoked() throws -> Int {
    try site.site.app.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox WHERE topic = 'session.revoked'") ?? 0
    }
  }

  private func acts(_ act: String) throws -> [Row] {
    try site.site.app.read {
      try Row.fetchAll($0, sql: "SELECT * FROM admin_audit WHERE act = ? ORDER BY id", arguments: [act])
    }
  }
}
