import Foundation
import HTTPTypes
import KitTesting
import Testing

/// Nobody overwrites what they have not seen, and no second text is taken for the first.
@Suite struct ConflictTests {
  let street: Street
  let david: Person
  let thread: String
  let edit: String
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    thread = street.thread("Bread", "It rises.", by: david)
    edit = "\(street.site.address(ofPost: 1))/edit"
  }

  private func form(_ text: String, _ saw: String, title: String = "Bread") -> [String: String] {
    ["title": title, "text": text, "saw": saw]
  }

  @Test func `on a conflict both texts are shown`() throws {
    let saw = site.get(edit, as: david).field("saw")
    #expect(!saw.isEmpty)
    #expect(site.post(edit, form("Theirs.", saw), as: street.ada).status == .seeOther)
    let late = site.post(edit, form("Mine.", saw), as: david)
    #expect(late.status == .conflict && late.header(.cacheControl) == "no-store")
    #expect(late.text.contains(">Theirs.</pre>") && late.text.contains("value=\"Mine.\""))
    #expect(late.text.contains("href=\"\(thread)#post-1\"") && !late.text.contains(">Title<"))
    #expect(site.get(thread).text.contains("Theirs."))
  }

  @Test func `one click keeps mine`() throws {
    let saw = site.get(edit, as: david).field("saw")
    _ = site.post(edit, form("Theirs.", saw), as: street.ada)
    let page = site.post(edit, form("Mine.", saw), as: david)
    #expect(page.field("saw") != saw && page.field("title") == "Bread")
    #expect(site.post(edit, form("Mine.", page.field("saw")), as: david).status == .seeOther)
    #expect(site.get(thread).text.contains("Mine."))
  }

  @Test func `a third edit in between is shown as well`() throws {
    let saw = site.get(edit, as: david).field("saw")
    _ = site.post(edit, form("Second.", saw), as: street.ada)
    let page = site.post(edit, form("Mine.", saw), as: david)
    _ = site.post(edit, form("Third.", page.field("saw")), as: street.ada)
    let again = site.post(edit, form("Mine.", page.field("saw")), as: david)
    #expect(again.status == .conflict && again.text.contains("Third."))
  }

  @Test func `sent twice it is saved once, without a word of conflict`() throws {
    let saw = site.get(edit, as: david).field("saw")
    for _ in 1...2 { #expect(site.post(edit, form("Better.", saw), as: david).status == .seeOther) }
    #expect(try street.number("SELECT count(*) FROM forums_revision") == 1)
  }

  @Test func `a preview and a refused form keep what was seen`() throws {
    let saw = site.get(edit, as: david).field("saw")
    let preview = site.post("/forums/preview?post=\(site.id(ofPost: 1))", form("x", saw), as: david)
    #expect(preview.field("saw") == saw)
    #expect(site.post(edit, form("", saw), as: david).field("saw") == saw)
  }

  @Test func `two admins at one category don't overwrite each other`() throws {
    let page = "\(street.category)/edit"
    let saw = site.get(page, as: street.ada).field("saw")
    let edits = ["Larder", "Pantry"].map { name in
      site.post(page, ["name": name, "description": "What's cooking", "saw": saw], as: street.ada)
    }
    #expect(edits.map(\.status) == [.seeOther, .conflict])
    #expect(edits[1].text.contains(">Larder</pre>") && edits[1].text.contains("value=\"Pantry\""))
  }

  @Test func `two admins at one room don't overwrite each other`() throws {
    let page = "\(street.room())/edit"
    let saw = site.get(page, as: street.ada).field("saw")
    let edits = ["Larder", "Pantry"].map { name in
      site.post(page, ["name": name, "topic": "", "position": "10", "saw": saw], as: street.ada)
    }
    #expect(edits.map(\.status) == [.seeOther, .conflict])
  }

  @Test func `the second text after going back is posted`() throws {
    for text in ["First", "Second", "Second"] { street.reply(thread, text, by: david, ["nonce": "5"]) }
    let page = site.get(thread).text
    #expect(page.contains("<p dir=\"auto\">First</p>"))
    #expect(page.components(separatedBy: "<p dir=\"auto\">Second</p>").count == 2)
    for title in ["Cake", "Pie", "Pie"] {
      _ = site.post("\(street.category)/new", ["title": title, "text": "Sweet.", "nonce": "6"], as: david)
    }
    #expect(try street.number("SELECT count(*) FROM forums_thread") == 3)
  }

  @Test func `the second message after going back is said`() throws {
    let room = street.room()
    for text in ["First", "Second", "Second"] {
      _ = site.post("\(room)/message", ["body": text, "nonce": "12345678"], as: david)
    }
    let page = site.get(room, as: david).text
    #expect(page.contains("<p dir=\"auto\">First</p>"))
    #expect(page.components(separatedBy: "<p dir=\"auto\">Second</p>").count == 2)
  }

  @Test func `what was edited since is still the same text sent twice`() throws {
    street.reply(thread, "First", by: david, ["nonce": "5"])
    _ = site.post("\(site.address(ofPost: 2))/edit", ["text": "First, mended"], as: david)
    street.reply(thread, "First", by: david, ["nonce": "5"])
    #expect(try street.number("SELECT count(*) FROM forums_post") == 2)
  }

  @Test func `the second text of who has to wait waits as well`() throws {
    try site.set("newcomers.hold", "on")
    let kevin = try site.signUp("kevin")
    for text in ["First", "Second", "Second"] { street.reply(thread, text, by: kevin, ["nonce": "5"]) }
    #expect(try street.number("SELECT count(*) FROM forums_held") == 3 - 1)
  }

  @Test func `a vote without scripts brings back what stands in the composer`() throws {
    let kevin = try site.signUp("kevin")
    let page = site.get(thread, as: kevin)
    #expect(page.text.contains("form=\"text-form\" formaction=\"\(site.address(ofPost: 1))/vote#post-1\""))
    let form = ["vote": "up", "text": "half a rep", "nonce": page.field("nonce"), "seen": "1"]
    let answer = site.post("\(site.address(ofPost: 1))/vote", form, as: kevin)
    #expect(answer.status == .ok && answer.text.contains(">half a rep</textarea>"))
    #expect(answer.field("nonce") == page.field("nonce") && answer.text.contains("aria-pressed=\"true\""))
    #expect(site.post("\(site.address(ofPost: 1))/vote", ["vote": "up"], as: kevin).status == .seeOther)
  }

  @Test func `what can't be changed any more says why to whoever may read it`() throws {
    street.reply(thread, "Mine", by: david)
    let mine = "\(site.address(ofPost: 2))/edit"
    _ = site.post("\(thread)/moderate", ["act": "lock"], as: street.ada)
    let locked = site.post(mine, ["text": "An hour of work"], as: david)
    #expect(locked.status == .notFound && locked.text.contains("This thread is locked"))
    #expect(locked.text.contains("An hour of work"))
    _ = site.post("\(site.address(ofPost: 2))/remove", as: street.ada)
    #expect(site.get(mine, as: david).text.contains("This post was removed"))
    let kevin = try site.signUp("kevin")
    #expect(site.get(edit, as: kevin).text.contains("Only whoever wrote this post"))
  }

  @Test func `open pages are told that a post was removed, and no more`() throws {
    street.reply(thread, "Mine", by: david)
    _ = site.post("\(site.address(ofPost: 2))/remove", as: street.ada)
    let sql = "SELECT count(*) FROM outbox WHERE topic = 'forums.removed' AND body = '{\"numbers\":[2]}'"
    #expect(try street.number(sql) == 1)
    _ = site.post("/admin/users/\(david.id)/remove-posts", as: street.ada)
    let all = "SELECT count(*) FROM outbox WHERE topic = 'forums.removed' AND body = '{\"numbers\":[1]}'"
    #expect(try street.number(all) == 1)
  }

  @Test func `a refused post comes with its reason`() throws {
    try site.set("newcomers.hold", "on")
    let kevin = try site.signUp("kevin")
    street.reply(thread, "Cheap bread!", by: kevin)
    let refuse = "/forums/held/1/refuse"
    let empty = site.post(refuse, ["reason": "  "], as: street.ada)
    #expect(empty.status == .unprocessableContent && empty.text.contains("Say why"))
    #expect(site.get("/forums/held", as: street.ada).text.contains("name=\"reason\""))
    _ = site.post(refuse, ["reason": "We sell nothing here."], as: street.ada)
    let page = site.get("/forums/held", as: kevin).text
    #expect(page.contains("Cheap bread!") && page.contains("We sell nothing here."))
    #expect(try street.acts("held:1").last?.hasSuffix("We sell nothing here.") == true)
  }
}
