import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

/// Posting as an alter in the forums.
struct SpeakingTests {
  let street: Street
  let david: Person
  let kevin: Person
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    (david, kevin) = (try street.site.signUp("david"), try street.site.signUp("kevin"))
  }

  @discardableResult
  private func alter(
    _ name: String, of person: Person, visibility: String = "public", tags: (String, String)? = nil
  ) throws -> Int64 {
    try site.alter(name, of: person, visibility: visibility, tags: tags)
  }

  private func decide(_ mode: String, of person: Person, _ more: [String: String] = [:]) {
    _ = site.post(
      "/account/system/speaking", ["forums": mode, "exact": "on"].merging(more) { $1 }, as: person)
  }

  private func wanting(_ choice: (shown: Int64, wanted: Int64)) -> [String: String] {
    ["speaker": "\(choice.wanted)", "speaker-shown": "\(choice.shown)"]
  }

  @Test func whoHasNoAltersIsAskedNothing() {
    let page = site.get(street.thread(by: david), as: david).text
    #expect(page.contains("Posting as <b>david</b>") && !page.contains("name=\"speaker\""))
    #expect(!page.contains("Repost as"))
  }

  @Test func tagsSayWhoPostsAndAreTakenAway() throws {
    try alter("Yuki", of: david, tags: ("Y:", ""))
    let thread = street.thread("Bread", "Y: It **rises**.", by: david)
    let line = street.byline(thread, 1)
    #expect(line.contains(">Yuki<") && line.contains("they/them") && line.contains("#a1b2c3"))
    #expect(line.contains("@david"))
    #expect(!site.get(thread).text.contains("Y:"))
    #expect(site.get("/forums/").text.contains("Yuki"))
  }

  @Test func theComposerSaysWhoIsAboutToPost() throws {
    let yuki = try alter("Yuki", of: david, tags: ("Y:", ""))
    decide("fixed-\(yuki)", of: david)
    let page = site.get(street.thread(by: kevin), as: david).text
    #expect(page.contains("<option value=\"\(yuki)\" selected"))
    #expect(page.contains("data-tags=\"[[&quot;Y:&quot;,&quot;&quot;]]\""))
  }

  @Test func aChoiceIsForOnePost() throws {
    let yuki = try alter("Yuki", of: david)
    let thread = street.thread(by: kevin)
    street.reply(thread, "One", by: david, wanting((0, yuki)))
    street.reply(thread, "Two", by: david, wanting((0, 0)))
    #expect(street.byline(thread, 2).contains(">Yuki<") && street.byline(thread, 3).contains(">david<"))
  }

  @Test func whoSpokeLastGoesOnUntilTheyAreLetGo() throws {
    let yuki = try alter("Yuki", of: david, tags: ("Y:", ""))
    decide("latch", of: david)
    let thread = street.thread(by: kevin)
    for text in ["One", "Y: two", "Three", "\\Four", "Five", "\\\\Six", "Seven"] {
      street.reply(thread, text, by: david)
    }
    let names = (2...8).map { street.byline(thread, $0).contains(">Yuki<") }
    #expect(names == [false, true, true, false, true, false, false])
    street.reply(thread, "Eight", by: david, wanting((0, yuki)))
    street.reply(thread, "Nine", by: david)
    #expect(street.byline(thread, 10).contains(">Yuki<"))
    street.reply(thread, "Ten", by: david, wanting((yuki, 0)))
    street.reply(thread, "Eleven", by: david)
    #expect(street.byline(thread, 12).contains(">david<"))
  }

  @Test func theLatchEndsAfterSixHoursOfSilence() throws {
    let yuki = try alter("Yuki", of: david, tags: ("Y:", ""))
    decide("latch", of: david)
    let thread = street.thread(by: kevin)
    street.reply(thread, "Y: One", by: david)
    try setLatch(back: 6 * 3600 - 60)
    street.reply(thread, "Two", by: david)
    #expect(street.byline(thread, 3).contains(">Yuki<"))
    try setLatch(back: 6 * 3600 + 60)
    // A page that was left open still shows her: nobody else posts in her place unasked.
    let late = street.reply(thread, "Three", by: david, wanting((yuki, yuki)))
    #expect(
      late.status == .unprocessableContent && late.text.contains("Choose who speaks: it would be david now."))
    #expect(late.text.contains(">Three</textarea>"))
    street.reply(thread, "Four", by: david)
    #expect(street.byline(thread, 4).contains(">david<"))
  }

  private func setLatch(back seconds: Int) throws {
    try site.site.app.write {
      try $0.execute(sql: "UPDATE template_latch SET at = ?", arguments: [Moment.now - seconds])
    }
  }

  @Test func eachBrowserMayHaveItsOwnLatch() throws {
    try alter("Yuki", of: david, tags: ("Y:", ""))
    decide("latch", of: david, ["browser": "on"])
    let other = try site.again(david)
    let thread = street.thread(by: kevin)
    street.reply(thread, "Y: One", by: david)
    street.reply(thread, "Two", by: other)
    street.reply(thread, "Three", by: david)
    #expect(street.byline(thread, 3).contains(">david<") && street.byline(thread, 4).contains(">Yuki<"))
  }

  @Test func theFirstWhoFrontsForEverybodyPosts() throws {
    let (seles, yuki) = (try alter("Seles", of: david), try alter("Yuki", of: david))
    try site.front([seles, yuki], of: david)
    decide("front", of: david)
    let thread = street.thread(by: kevin)
    street.reply(thread, "One", by: david)
    #expect(street.byline(thread, 2).contains(">david<"), "nobody may see them front")
    try site.site.app.write {
      try $0.execute(
        sql: "UPDATE template_alter SET front_visibility = 'public' WHERE id = ?", arguments: [yuki])
    }
    street.reply(thread, "Two", by: david)
    #expect(street.byline(thread, 3).contains(">Yuki<"))
  }

  @Test(arguments: [("off", [1]), ("new", [2]), ("add", [1, 2])])
  func postingIsLoggedAsASwitchWhereThatIsWanted(_ wish: String, fronting: [Int]) throws {
    let seles = try alter("Seles", of: david)
    let yuki = try alter("Yuki", of: david, tags: ("Y:", ""))
    try site.front([seles], of: david)
    decide("off", of: david, ["switching": wish])
    let thread = street.thread(by: kevin)
    for _ in 1...2 { street.reply(thread, "Y: Hello", by: david) }
    street.reply(thread, "Hello", by: david)
    let live = try site.site.app.read {
      try Int64.fetchAll(
        $0,
        sql: "SELECT alter_id FROM template_span WHERE account_id = ? AND ended_at IS NULL ORDER BY position",
        arguments: [david.id])
    }
    #expect(live == fronting.map { $0 == 1 ? seles : yuki })
    #expect(
      try street.number("SELECT count(*) FROM template_switch WHERE account_id = \(david.id)")
        == (wish == "off" ? 0 : 1))
  }

  @Test func whoIsPrivatePostsOnlyAfterItWasSaid() throws {
    let dexen = try alter("Dexen", of: david, visibility: "private", tags: ("D:", ""))
    let thread = street.thread(by: kevin)
    let asked = street.reply(thread, "D: My words", by: david)
    #expect(asked.status == .unprocessableContent)
    #expect(asked.text.contains("Dexen is private. Speaking shows the name, pronouns and colour"))
    #expect(asked.text.contains("D: My words</textarea>") && asked.text.contains("name=\"speaker-ok\""))
    #expect(!site.get(thread).text.contains("My words"))

    street.reply(thread, "D: My words", by: david, ["speaker-ok": "\(dexen)"])
    #expect(street.byline(thread, 2).contains(">Dexen<"))
    #expect(street.reply(thread, "D: Again", by: david).status == .seeOther)
  }

  @Test func hidingSomebodyTakesTheWordBackAndRefusesWithAChoice() throws {
    let yuki = try alter("Yuki", of: david)
    decide("fixed-\(yuki)", of: david)
    let thread = street.thread(by: kevin)
    street.reply(thread, "One", by: david)
    try site.site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET visibility = 'private' WHERE id = ?", arguments: [yuki])
    }
    let page = site.get(thread, as: david).text
    #expect(page.contains("<option value=\"\" selected>Choose who speaks</option>"))
    let refused = street.reply(thread, "Two", by: david)
    #expect(refused.status == .unprocessableContent && refused.text.contains(">Two</textarea>"))
    #expect(street.byline(thread, 2).contains(">Yuki<"), "what was posted stays as it was")
    #expect(street.reply(thread, "Two", by: david, wanting((yuki, 0))).status == .seeOther)
    #expect(street.byline(thread, 3).contains(">david<"))
  }

  @Test func whoIsArchivedIsChosenAnew() throws {
    let yuki = try alter("Yuki", of: david)
    _ = try alter("Seles", of: david)
    decide("fixed-\(yuki)", of: david)
    try site.site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET archived_at = 1 WHERE id = ?", arguments: [yuki])
    }
    let refused = street.reply(street.thread(by: kevin), "My words", by: david)
    #expect(refused.status == .unprocessableContent && refused.text.contains("not there any more"))
    #expect(refused.text.contains("My words</textarea>"))
  }

  @Test func fieldsThatAreNotForEverybodyAreNotShown() throws {
    let yuki = try alter("Yuki", of: david, tags: ("Y:", ""))
    try site.site.app.write {
      try $0.execute(
        sql:
          "INSERT INTO template_field_visibility VALUES (?, 'pronouns', 'private'), (?, 'color', 'members')",
        arguments: [yuki, yuki])
    }
    let line = street.byline(street.thread("Bread", "Y: Hello", by: david), 1)
    #expect(line.contains(">Yuki<") && !line.contains("they/them") && !line.contains("a1b2c3"))
  }

  @Test func theAlterOfAnotherAccountIsNobodysVoice() throws {
    let yuki = try alter("Yuki", of: kevin)
    let answer = street.reply(street.thread(by: kevin), "Hello", by: david, wanting((0, yuki)))
    #expect(answer.status == .unprocessableContent)
  }

  @Test func onlyTagsAreNothingToPost() throws {
    try alter("Yuki", of: david, tags: ("Y:", ""))
    let answer = street.reply(street.thread(by: kevin), "Y: ", by: david)
    #expect(answer.status == .unprocessableContent && answer.text.contains("only the tags"))
  }

  @Test func thePreviewSaysWhoWouldPost() throws {
    try alter("Yuki", of: david, tags: ("Y:", ""))
    let preview = site.post(
      "/forums/preview?category=1", ["title": "Bread", "text": "Y: *hello*"], as: david)
    #expect(preview.text.contains("By its tags it is Yuki’s.") && preview.text.contains("<em>hello</em>"))
    #expect(preview.text.contains("Y: *hello*</textarea>"))
  }

  @Test func anAuthorStaysAsTheyWere() throws {
    let yuki = try alter("Yuki", of: david, tags: ("Y:", ""))
    try site.site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET avatar = 'then' WHERE id = ?", arguments: [yuki])
    }
    let thread = street.thread("Bread", "Y: Hello", by: david)
    try site.site.app.write {
      try $0.execute(
        sql:
          "UPDATE template_alter SET name = 'Yuna', pronouns = '', color = '', avatar = '', archived_at = 1")
    }
    let line = street.byline(thread, 1)
    #expect(line.contains(">Yuki<") && line.contains("they/them") && line.contains("/pictures/then"))
  }

  @Test func theSiteDecidesWhetherReadersSeeTheAccount() throws {
    try alter("Yuki", of: david, tags: ("Y:", ""))
    let thread = street.thread("Bread", "Y: Hello", by: david)
    try site.set("speaking.handle", "hidden")
    #expect(
      !street.byline(thread, 1).contains("@david") && !street.byline(thread, 1, as: kevin).contains("@david"))
    #expect(street.byline(thread, 1, as: street.ada).contains("@david"))
  }

  @Test func whoeverLooksOnInTheirNameSeesNobodyPrivate() throws {
    try alter("Dexen", of: david, visibility: "private", tags: ("D:", ""))
    try alter("Yuki", of: david, tags: ("Y:", ""))
    let thread = street.thread(by: kevin)
    #expect(site.get(thread, as: david).text.contains("Dexen"))
    let answer = site.post("/admin/users/\(david.id)/act-as", as: street.ada)
    let acting = Person(id: david.id, name: david.name, token: try #require(answer.cookie("session")))
    let page = site.get(thread, as: acting).text
    #expect(!page.contains("Dexen") && !page.contains("data-tags"))
    #expect(site.get("/account/system/speaking", as: acting).status == .forbidden)
  }

  @Test func nothingOfAPrivateAlterIsOnAnyPageForOthers() throws {
    try alter("Wren", of: david, visibility: "private", tags: ("W:", ""))
    let thread = street.thread(by: david)
    street.reply(thread, "W: Secret", by: david)
    for page in [thread, "/forums/", "/", "/forums/category/1"] {
      for reader in [nil, kevin, street.ada] { #expect(!site.get(page, as: reader).text.contains("Wren")) }
    }
  }
}
