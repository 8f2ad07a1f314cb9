import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Forums

@Suite struct ProbationTests {
  let street: Street
  let david: Person
  let mona: Person

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    mona = try street.site.moderator()
  }

  static let threeLinks = "https://a.example https://b.example [c](https://c.example)"

  @Test func aNewAccountMayLinkTwiceAPostAndKeepsItsTextWhenRefused() throws {
    let thread = street.thread(by: street.ada)
    let refused = street.reply(thread, Self.threeLinks, by: david)
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("2 links; this one has 3") && refused.text.contains("https://b.example"))
    #expect(street.reply(thread, "https://a.example https://b.example", by: david).status == .seeOther)
    #expect(street.reply(thread, Self.threeLinks, by: mona).status == .seeOther)
  }

  @Test func anEditIsNoWayAround() throws {
    let thread = street.thread(by: david)
    _ = street.site.get(thread)
    let answer = street.site.post(
      "\(street.site.address(ofPost: 1))/edit", ["title": "Bread", "text": Self.threeLinks],
      as: david)
    #expect(answer.status == .unprocessableContent && answer.text.contains("2 links"))
  }

  @Test func whoHasWrittenEnoughForLongEnoughIsNewNoMore() throws {
    try street.site.set("newcomers.days", "0")
    let thread = street.thread(by: david)
    for _ in 1...2 { street.reply(thread, by: david) }
    #expect(street.reply(thread, Self.threeLinks, by: david).status == .seeOther)
    try street.site.set("newcomers.days", "1")
    #expect(street.reply(thread, Self.threeLinks, by: david).status == .unprocessableContent)
  }

  @Test func aHeldPostIsItsAuthorsAndTheModeratorsAlone() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    let judith = try street.site.signUp("judith")
    let before = street.site.get(thread).bytes

    let answer = street.reply(thread, "Buy my bread", by: david, ["nonce": "7"])
    street.reply(thread, "Buy my bread", by: david, ["nonce": "7"])

    #expect(answer.location == "\(thread)#held")
    #expect(street.site.get(thread, as: david).count(of: "Buy my bread") == 1)
    #expect(street.site.get(thread).bytes == before)
    #expect(!street.site.get("/forums/held", as: judith).text.contains("Buy my bread"))
    #expect(street.site.get("/forums/held", as: mona).count(of: "Buy my bread") == 1)
    #expect(street.site.get("/forums/", as: mona).text.contains("Posts that wait"))
    #expect(street.site.get("/admin/", as: street.ada).text.contains("Posts that wait"))
    #expect(street.site.post("/forums/held/1/accept", as: judith).status == .forbidden)
    #expect(street.site.get("/forums/held").location.hasPrefix("/sign-in"))
  }

  @Test func acceptedItStandsAsANewPostAndTwiceIsOnce() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    street.reply(thread, "Good bread", by: david)
    for _ in 1...2 { #expect(street.site.post("/forums/held/1/accept", as: mona).location == "/forums/held") }

    #expect(street.site.get(thread).count(of: "Good bread") == 1)
    #expect(try street.number("SELECT post_count FROM forums_thread WHERE id = 1") == 2)
    #expect(try street.number("SELECT count(*) FROM admin_audit WHERE act = 'post.accept'") == 1)
  }

  @Test func aThreadCanWaitAndARefusedTextIsNotLost() throws {
    try street.site.set("newcomers.hold", "on")
    #expect(street.thread("Cheap bread", "So cheap", by: david) == "/forums/held")
    #expect(!street.site.get(street.category).text.contains("Cheap bread"))

    _ = street.site.post("/forums/held/1/refuse", ["reason": "No."], as: mona)
    #expect(street.site.get("/forums/held", as: david).text.contains("So cheap"))
    #expect(street.site.get("/forums/held", as: david).text.contains("not accepted"))
    #expect(!street.site.get("/forums/held", as: mona).text.contains("So cheap"))
    _ = street.site.post("/forums/held/1/accept", as: mona)
    #expect(!street.site.get(street.category).text.contains("Cheap bread"))
  }

  @Test func aLockedThreadTakesNothingEither() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    _ = street.site.post("\(thread)/moderate", ["act": "lock"], as: street.ada)
    let answer = street.reply(thread, "Late", by: david)
    #expect(answer.status == .unprocessableContent && answer.text.contains("Late"))
    #expect(try street.number("SELECT count(*) FROM forums_held") == 0)
  }

  @Test func nobodyFillsTheQueueAlone() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    for number in 0..<Held.most { street.reply(thread, "\(number)", by: david) }
    #expect(street.reply(thread, "one more", by: david).status == .unprocessableContent)
  }

  @Test func whoModeratesOnePlaceJudgesWhatWaitsThereAndSeesNothingElse() throws {
    try street.site.set("newcomers.hold", "on")
    let kim = try street.site.keeper(as: street.ada)
    _ = street.site.post("/forums/manage", ["name": "Cellar", "description": ""], as: street.ada)
    street.site.say("keeper:forums.moderate=yes", in: .category(2), as: street.ada)
    _ = street.thread("Bread", "Words for the kitchen", by: david)
    _ = street.site.post(
      "/forums/category/2/new", ["title": "Wine", "text": "Words for the cellar"], as: david)

    let page = street.site.get("/forums/held", as: kim)
    #expect(page.count(of: "Words for the cellar") == 1 && page.count(of: "Words for the kitchen") == 0)
    #expect(street.site.post("/forums/held/1/accept", as: kim).status == .forbidden)
    #expect(street.site.post("/forums/held/2/accept", as: kim).status == .seeOther)
    #expect(street.site.get("/forums/category/2").text.contains("Wine"))
  }

  @Test func whatWaitsWhereAModeratorMayNotReadIsNotThere() throws {
    try street.site.set("newcomers.hold", "on")
    _ = street.thread("Bread", "Words for the kitchen", by: david)
    street.site.say("moderator:forums.read=no", in: .category(1), as: street.ada)
    #expect(street.site.get("/forums/held", as: mona).count(of: "Words for the kitchen") == 0)
    #expect(!street.site.get("/forums/", as: mona).text.contains("Posts that wait"))
    for id in [1, 999] {
      #expect(street.site.post("/forums/held/\(id)/accept", as: mona).location == "/forums/held")
    }
    #expect(try street.number("SELECT count(*) FROM forums_held WHERE state = 0") == 1)

    street.site.say("member:forums.read=no", in: .category(1), as: street.ada)
    let own = street.site.get("/forums/held", as: david)
    #expect(own.count(of: "Words for the kitchen") == 1 && own.count(of: "Kitchen") == 0)
  }

  @Test func whatWaitsOfAnAlterWhoWasHiddenWaitsForItsAuthorAndNamesThemToNobody() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    let yuki = try street.site.alter("Yuki", of: david)
    street.reply(thread, "Good bread", by: david, ["speaker": "\(yuki)"])
    #expect(street.site.get("/forums/held", as: mona).text.contains("Yuki"))
    #expect(street.site.get("/admin/", as: street.ada).text.contains("Yuki") == false)

    try show(yuki, "private")
    let queue = street.site.get("/forums/held", as: mona).text
    #expect(!queue.contains("Yuki") && !queue.contains("Good bread") && queue.contains("Nothing waits"))
    #expect(!street.site.get("/forums/", as: mona).text.contains("Posts that wait"))
    #expect(street.site.post("/forums/held/1/accept", as: mona).location == "/forums/held")
    #expect(!street.site.get(thread).text.contains("Good bread"))
    let own = street.site.get("/forums/held", as: david).text
    #expect(own.contains("waits for you") && own.contains("<bdi>Yuki</bdi> is not shown to others now"))

    #expect(street.site.get("/forums/held/1/repost", as: mona).status == .notFound)
    #expect(street.site.get("/forums/held/1/repost", as: david).text.contains("Who wrote this?"))
    let asked = street.site.post("/forums/held/1/repost", ["speaker": "\(yuki)"], as: david)
    #expect(asked.status == .unprocessableContent && asked.text.contains("Yuki is private"))
    #expect(street.site.post("/forums/held/1/repost", ["speaker": "0"], as: david).status == .seeOther)
    #expect(street.site.get("/forums/held", as: mona).text.contains("Good bread"))
    _ = street.site.post("/forums/held/1/accept", as: mona)
    let page = street.site.get(thread).text
    #expect(page.contains("Good bread") && !page.contains("Yuki"))
  }

  @Test func whatWaitsIsPostedAsItsAuthorIsSeenByThen() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    let yuki = try street.site.alter("Robin", of: david)
    street.reply(thread, "Good bread", by: david, ["speaker": "\(yuki)"])
    try street.site.site.app.write { db in
      try db.execute(
        sql: "UPDATE template_alter SET display_name = 'R.', pronouns = 'it' WHERE id = ?", arguments: [yuki])
      try db.execute(
        sql:
          "INSERT INTO template_field_visibility(alter_id, field, visibility) VALUES(?, 'name', 'private')",
        arguments: [yuki])
    }
    #expect(!street.site.get("/forums/held", as: mona).text.contains("Robin"))
    _ = street.site.post("/forums/held/1/accept", as: mona)
    let page = street.site.get(thread).text
    #expect(page.contains("R.") && !page.contains("Robin"))
  }

  private func show(_ alter: Int64, _ level: String) throws {
    try street.site.site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET visibility = ? WHERE id = ?", arguments: [level, alter])
    }
  }

  @Test func whatWasRefusedMayBeWrittenAgainInTheSameWords() throws {
    try street.site.set("newcomers.hold", "on")
    let thread = street.thread(by: street.ada)
    for id in 1...3 {
      let nonce = street.site.get(thread, as: david).field("nonce")
      for _ in 1...2 { street.reply(thread, "Buy my bread", by: david, ["nonce": nonce]) }
      #expect(try street.number("SELECT count(*) FROM forums_held WHERE state = 0") == 1)
      _ = street.site.post("/forums/held/\(id)/refuse", ["reason": "It is an advertisement."], as: mona)
    }
    #expect(try street.number("SELECT count(*) FROM forums_held WHERE state = 1") == 3)
  }
}
