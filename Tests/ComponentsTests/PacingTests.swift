import Components
import HTTPTypes
import KitTesting
import Testing

@testable import Kit

@Suite struct PacingTests {
  let site: TestSite
  let david: Person

  init() throws {
    site = try TestSite()
    let ada = try site.admin()
    david = try site.signUp("david")
    _ = site.post("/forums/manage", ["name": "Kitchen", "description": ""], as: ada)
    _ = site.post("/forums/category/1/new", ["title": "Bread", "text": "It rises."], as: ada)
    // So long that no slow machine earns another one while it runs.
    try site.set("pace.seconds", "3600")
  }

  private func reply(_ text: String, as person: Person) -> Answer {
    site.post("/forums/thread/1/reply", ["text": text], as: person)
  }

  @Test func whoPostsALotAtOnceWaitsAndKeepsTheText() throws {
    for number in 1...10 { #expect(reply("Reply \(number).", as: david).status == .seeOther) }
    let late = reply("The eleventh.", as: david)
    let seconds = late.header(.retryAfter).flatMap { Int($0) } ?? 0
    #expect(late.status == .tooManyRequests && (3500...3600).contains(seconds))
    #expect(late.text.contains("Wait \(seconds) seconds") && late.text.contains("The eleventh."))
    #expect(late.text.contains("action=\"/forums/thread/1/reply\""))
    #expect(!site.get("/forums/thread/1", as: david).text.contains("The eleventh."))
  }

  @Test func oneAccountSlowsNoOtherUntilTheirAddressIsFull() throws {
    for number in 1...11 { _ = reply("Reply \(number).", as: david) }
    for name in ["eve", "finn", "gus"] {
      let other = try site.signUp(name)
      for number in 1...10 { #expect(reply("Reply \(number) of \(name).", as: other).status == .seeOther) }
    }
    #expect(reply("One too many.", as: try site.signUp("hal")).status == .tooManyRequests)
  }

  @Test func moderatorsDoNotWait() throws {
    let mona = try site.moderator()
    for number in 1...15 { #expect(reply("Reply \(number).", as: mona).status == .seeOther) }
  }

  @Test func previewsAndThreadsWaitToo() throws {
    for number in 1...40 {
      let answer = site.post("/forums/preview?thread=1", ["text": "Draft \(number)."], as: david)
      #expect(answer.status == (number <= 30 ? .ok : .tooManyRequests))
    }
    for number in 1...12 {
      let answer = site.post(
        "/forums/category/1/new", ["title": "Thread \(number)", "text": "Words."], as: david)
      #expect(answer.status == (number <= 10 ? .seeOther : .tooManyRequests))
    }
  }

  @Test func theSettingsSayHowMany() throws {
    try site.set("pace.burst", "2")
    #expect(
      (1...3).map { reply("Reply \($0).", as: david).status } == [.seeOther, .seeOther, .tooManyRequests])
    try site.set("pace.seconds", "0")
    #expect(reply("Again.", as: david).status == .seeOther)
  }

  /// The chat counts a room's messages itself, with those that come by its socket.
  @Test func whateverChangesSomethingHasAPace() {
    let without = site.site.table.filter { $0.route.method == .post && $0.route.pace == nil }
    #expect(without.map(\.route.pattern) == ["/rtc/room/:id/message"])
    let posts = site.site.table.filter { $0.route.pace == .posts }.map(\.route.pattern)
    #expect(
      Set(posts) == ["/forums/category/:id/new", "/forums/thread/:id/reply", "/forums/post/:id/edit"])
  }
}
