import Components
import Foundation
import GRDB
import HTTPTypes
import KitTesting
import Testing

struct WritingTests {
  let street: Street
  let david: Person
  let kevin: Person
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    kevin = try street.site.signUp("kevin")
  }

  @Test func twoPeopleTalk() throws {
    let thread = street.thread("Bread", "It **rises**.", by: david)
    let reply = street.reply(thread, "It does, `really`.", by: kevin)

    #expect(reply.status == .seeOther)
    #expect(reply.location == "\(thread)#post-2")
    let page = site.get(thread).text
    #expect(page.contains("<strong>rises</strong>") && page.contains("<code>really</code>"))
    #expect(page.contains("id=\"post-2\""))
    #expect(try street.number("SELECT thread_count * 100 + post_count FROM forums_category") == 102)
    #expect(try street.number("SELECT last_no * 100 + post_count * 10 + rev FROM forums_thread") == 222)
  }

  @Test func htmlIsText() {
    let thread = street.thread("<script>alert(1)</script>", "<img src=x onerror=alert(1)> is text", by: david)
    let page = site.get(thread).text
    #expect(!page.contains("<script>alert") && !page.contains("<img src=x"))
  }

  @Test func guestsReadAndSignInToWrite() {
    let thread = street.thread(by: david)
    #expect(site.get(thread).text.contains("/sign-in?next="))
    #expect(site.get("\(street.category)/new").location.hasPrefix("/sign-in?next="))
    #expect(site.post("\(thread)/reply", ["text": "hello"]).status == .unauthorized)
  }

  @Test(arguments: [
    ("", "Body text", "Give the thread a title."), ("  \u{7} ", "Body text", "Give the thread a title."),
    (String(repeating: "x", count: 201), "Body text", "A title has at most 200 characters"),
    ("Title here", " \n\t ", "Write something first."),
    ("Title here", String(repeating: "long ", count: 7000), "A post holds 32 KB of text"),
    ("Title here", String(repeating: "> ", count: 50) + "deep", "nests more than"),
  ])
  func whatIsWrongIsShownWithWhatWasTyped(title: String, text: String, complaint: String) {
    let answer = site.post("\(street.category)/new", ["title": title, "text": text], as: david)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains(complaint))
    #expect(title.trimmingCharacters(in: .whitespaces).count < 2 || answer.text.contains(title))
    #expect(answer.text.contains(text.replacing(">", with: "&gt;")))
  }

  @Test(arguments: [
    "\u{200B}", "\u{2800}", "\u{3164}", "\u{AD}", "\u{200D}", "\u{FEFF}", "\u{2060}", "\u{FE0F}", "&nbsp;",
    "&zwnj;",
    "&#8203;", "[](x)", "# ", "> ", "- ", "```\n```", "<!-- x -->", "<br>", "[x]: y",
  ])
  func aPostOfNothingIsRefusedEverywhere(text: String) throws {
    let thread = street.thread(by: david)
    let post = site.address(ofPost: 1)
    for answer in [
      street.reply(thread, text, by: kevin),
      site.post("\(street.category)/new", ["title": "Title", "text": text], as: kevin),
      site.post("\(post)/edit", ["title": "Bread", "text": text, "edits": "0"], as: david),
    ] {
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains("Write something first"))
    }
    #expect(try street.number("SELECT count(*) FROM forums_post") == 1)
  }

  @Test func aPictureOrALineIsSomething() {
    let thread = street.thread(by: david)
    #expect(street.reply(thread, "***", by: kevin).status == .seeOther)
    #expect(street.reply(thread, "![](/pictures/abc)", by: kevin).status == .seeOther)
  }

  @Test(arguments: [
    "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467} our weekend", "نمی\u{200C}خواهم",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} flag",
  ])
  func aTitleKeepsWhatHoldsItsLettersTogether(title: String) throws {
    let thread = street.thread("\u{200F}\(title)\u{200E} ", by: david)
    let kept = try site.site.app.read { try String.fetchOne($0, sql: "SELECT title FROM forums_thread") }
    #expect(kept.map { Array($0.unicodeScalars) } == Array(title.unicodeScalars))
    #expect(site.get(thread).text.contains("<h1 dir=\"auto\">\(title)</h1>"))
  }

  @Test func aTitleThatWouldTurnItsListIsRefusedByName() {
    let form = ["title": "safe\u{202E}txt.exe", "text": "x"]
    let answer = site.post("\(street.category)/new", form, as: david)
    #expect(answer.status == .unprocessableContent)
    #expect(
      answer.text.contains("A title can’t have U+202E (right-to-left override), which stands after “safe”"))
  }

  @Test func theSameFormTwiceIsOnePost() throws {
    let thread = street.thread(by: david)
    let nonce = site.get(thread, as: kevin).field("nonce")
    #expect(!nonce.isEmpty)

    let first = street.reply(thread, by: kevin, ["nonce": nonce])
    let second = street.reply(thread, by: kevin, ["nonce": nonce])
    #expect(first.location == second.location)
    #expect(try street.number("SELECT count(*) FROM forums_post") == 2)

    let form = ["title": "Cake", "text": "Sweet.", "nonce": "77"]
    let one = site.post("\(street.category)/new", form, as: david)
    #expect(one.location == site.post("\(street.category)/new", form, as: david).location)
    #expect(try street.number("SELECT count(*) FROM forums_thread") == 2)
    // Another person's form may carry the same number.
    _ = site.post("\(street.category)/new", form, as: kevin)
    #expect(try street.number("SELECT count(*) FROM forums_thread") == 3)
  }

  @Test func whoReplyAtTheSameTimeAreToldOfEachOther() {
    let thread = street.thread(by: david)
    let seen = site.get(thread, as: kevin).field("seen")
    street.reply(thread, "first", by: david)
    street.reply(thread, "second", by: david)

    let answer = street.reply(thread, "third", by: kevin, ["seen": seen])
    #expect(answer.location == "\(thread)#post-2")
    #expect(answer.cookie("flash")?.contains("2%20new%20posts") == true)
    let page = site.get(thread, as: kevin)
    #expect(page.count(of: "class=\"post is-new\"") == 2)
    #expect(page.count(of: "id=\"new\"") == 1)
  }

  @Test func aLockedThreadKeepsTheText() {
    let thread = street.thread(by: david)
    _ = site.post("\(thread)/moderate", ["act": "lock"], as: street.ada)
    let answer = street.reply(thread, "My precious words", by: kevin)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("My precious words") && answer.text.contains("locked"))
    #expect(street.reply(thread, "Moderators may.", by: street.ada).status == .seeOther)
    #expect(!site.get(thread, as: kevin).text.contains("<textarea"))
  }

  @Test func previewShowsTheFormAgain() {
    let thread = street.thread(by: david)
    let page = site.post("/forums/preview?thread=1", ["text": "*soft* & \"safe\"", "nonce": "5"], as: kevin)
    #expect(page.status == .ok)
    #expect(page.text.contains("<em>soft</em>") && page.text.contains("*soft* &amp; "))
    #expect(page.field("nonce") == "5")
    #expect(page.text.contains("action=\"\(thread)/reply\""))

    let fresh = site.post("/forums/preview?category=1", ["title": "A <b> title", "text": "x"], as: kevin)
    #expect(fresh.text.contains("A &lt;b&gt; title"))
    #expect(site.post("/forums/preview", ["text": "x"], as: kevin).status == .notFound)
    #expect(site.post("/forums/preview?thread=1", ["text": "  "], as: kevin).status == .unprocessableContent)
  }

  @Test func previewForScriptsIsTheTextAlone() {
    _ = street.thread(by: david)
    let part = site.post(
      "/forums/preview?thread=1", ["text": "*soft*"], as: kevin, headers: ["X-Fragment": "1"])
    #expect(part.text.trimmingCharacters(in: .whitespacesAndNewlines) == "<p dir=\"auto\"><em>soft</em></p>")
  }

  @Test func aPostCanBeQuoted() {
    let thread = street.thread("Bread", "one\ntwo", by: david)
    let page = site.get("\(thread)?quote=\(site.id(ofPost: 1))", as: kevin).text
    #expect(
      page.contains("&gt; **david** in #1:\n&gt;\n&gt; one\n&gt; two"), "the name stands within the quote")
    #expect(site.get("\(thread)?quote=99", as: kevin).status == .notFound)
  }

  @Test func aSpeakerStaysAsTheyWere() throws {
    let thread = street.thread(by: david)
    try site.site.app.write { db in
      try db.execute(sql: "UPDATE admin_user SET name = 'dave' WHERE id = ?", arguments: [david.id])
    }
    #expect(site.get(thread).text.contains(">david<"))
  }

  @Test func aFormIsTheSameUntilSomebodyWrites() throws {
    let thread = street.thread(by: david)
    let pages = [thread, "\(street.category)/new", "\(site.address(ofPost: 1))/edit", street.room()]
    func tags() -> [String?] { pages.map { site.get($0, as: david).header(.eTag) } }
    let before = tags()
    #expect(before == tags() && !before.contains(nil))
    street.reply(thread, by: david)
    _ = site.post("\(pages[3])/message", ["body": "hi", "nonce": "12345678"], as: david)
    let after = tags()
    #expect(zip(before, after).map(!=) == [true, true, false, true])
  }

  @Test func theSameWordsAreWrittenAgainByAFormThatWasMadeAfterThem() throws {
    let thread = street.thread(by: david)
    func say(_ text: String) -> Answer {
      street.reply(thread, text, by: kevin, ["nonce": site.get(thread, as: kevin).field("nonce")])
    }
    for _ in 1...2 { #expect(say("Yes.").status == .seeOther) }
    #expect(try street.number("SELECT count(*) FROM forums_post") == 3)
    _ = site.post("\(site.address(ofPost: 3))/remove", as: kevin)
    #expect(say("Yes.").status == .seeOther)
    #expect(try street.number("SELECT count(*) FROM forums_post WHERE removal = 0") == 3)

    func begin() {
      let nonce = site.get("\(street.category)/new", as: kevin).field("nonce")
      _ = site.post("\(street.category)/new", ["title": "Cake", "text": "Yes.", "nonce": nonce], as: kevin)
    }
    for _ in 1...2 { begin() }
    #expect(try street.number("SELECT count(*) FROM forums_thread") == 3)
  }
}
