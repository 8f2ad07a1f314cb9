import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Forums

@Suite struct BlockTests {
  let street: Street
  let david: Person
  let judith: Person
  let folded = "You blocked this person. Show"

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    judith = try street.site.signUp("judith")
  }

  @Test func postsOfABlockedPersonAreFoldedForTheOneWhoBlockedThem() throws {
    let thread = street.thread(by: david)
    street.reply(thread, "Mine stays open", by: judith)
    #expect(street.site.get(thread, as: judith).text.contains("/account/blocked?who=\(david.id)"))
    #expect(block("@David", by: judith).location == "/account/blocked")

    #expect(street.site.get(thread, as: judith).count(of: folded) == 1)
    for other in [david, street.ada, nil] {
      #expect(street.site.get(thread, as: other).count(of: folded) == 0)
    }

    _ = street.site.post("/account/blocked/\(david.id)/remove", as: judith)
    #expect(street.site.get(thread, as: judith).count(of: folded) == 0)
  }

  @Test func soAreMessagesInTheChat() throws {
    let room = street.room()
    _ = street.site.post("\(room)/message", ["body": "hi", "nonce": "12345678"], as: david)
    _ = block("david", by: judith)
    let page = street.site.get(room, as: judith)
    #expect(page.count(of: folded) == 1 && page.text.contains("data-blocked=\"\(david.id)\""))
    #expect(street.site.get(room, as: david).text.contains("data-blocked=\"\""))
  }

  @Test func onesListIsOnesOwn() throws {
    _ = block("david", by: judith)
    #expect(street.site.get("/account/blocked", as: judith).text.contains("<b>david</b>"))
    #expect(!street.site.get("/account/blocked", as: david).text.contains("judith"))
    #expect(street.site.get("/account/blocked").location.hasPrefix("/sign-in"))
    _ = street.site.post("/account/blocked/\(david.id)/remove", as: david)
    #expect(try street.number("SELECT count(*) FROM admin_block") == 1)
  }

  @Test(arguments: ["judith", "JUDITH ", "nobodyhere", "", "david\u{7}", "../david"])
  func oneselfAndNobodyCannotBeBlocked(name: String) throws {
    #expect(block(name, by: judith).status == .unprocessableContent)
    #expect(try street.number("SELECT count(*) FROM admin_block") == 0)
  }

  @Test func twiceIsOnce() throws {
    for _ in 1...2 { #expect(block("david", by: judith).status == .seeOther) }
    #expect(try street.number("SELECT count(*) FROM admin_block") == 1)
  }

  @Test func whoMayWriteToSomebodyIsTheirsToSay() throws {
    #expect(try !reaches())  // they have not met
    let thread = street.thread(by: david)
    street.reply(thread, by: judith)
    #expect(try reaches())

    #expect(street.site.post("/account/reach", ["who": "nobody"], as: judith).status == .seeOther)
    #expect(try !reaches())
    _ = street.site.post("/account/reach", ["who": "members"], as: judith)
    #expect(try reaches())
    _ = block("david", by: judith)
    #expect(try !reaches())
    #expect(street.site.post("/account/reach", ["who": "the king"], as: judith).status == .badRequest)
  }

  @Test func meetingInARoomCounts() throws {
    let room = street.room()
    for person in [david, judith] {
      _ = street.site.post("\(room)/message", ["body": "hi", "nonce": "12345678"], as: person)
    }
    #expect(try reaches())
  }

  private func reaches() throws -> Bool {
    try street.site.site.house(ForumsModule.self).house.doors.blocks.mayReach(david.id, judith.id)
  }

  private func block(_ name: String, by person: Person) -> Answer {
    street.site.post("/account/blocked", ["name": name], as: person)
  }
}
