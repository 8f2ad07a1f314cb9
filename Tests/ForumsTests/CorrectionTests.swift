import Foundation
import GRDB
import HTTPTypes
import KitTesting
import Testing

struct CorrectionTests {
  let street: Street
  let david: Person
  let kevin: Person
  let thread: String
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    kevin = try street.site.signUp("kevin")
    thread = street.thread("Bread", "It rises.", by: david)
  }

  @Test func anAuthorEditsWithHistory() throws {
    let form = site.get("\(site.address(ofPost: 1))/edit", as: david)
    #expect(form.text.contains(">It rises.</textarea>") && form.text.contains("value=\"Bread\""))
    let answer = site.post(
      "\(site.address(ofPost: 1))/edit",
      ["title": "Rye", "text": "It *rose*.", "saw": form.field("saw")], as: david)
    #expect(answer.location == "\(thread)#post-1")
    let page = site.get(thread).text
    #expect(
      page.contains("<em>rose</em>") && page.contains("<h1 dir=\"auto\">Rye</h1>") && page.contains("edited"))
    #expect(try street.number("SELECT count(*) FROM forums_revision WHERE source = 'It rises.'") == 1)
  }

  @Test func twoEditsAtOnceDoNotOverwriteEachOther() throws {
    let edit = "\(site.address(ofPost: 1))/edit"
    let saw = site.get(edit, as: david).field("saw")
    _ = site.post(edit, ["title": "Bread", "text": "one", "saw": saw], as: david)
    let late = site.post(edit, ["title": "Bread", "text": "two", "saw": saw], as: david)
    #expect(late.status == .conflict)
    #expect(late.text.contains("value=\"two\"") && late.text.contains(">one</pre>"))
    #expect(site.get(thread).text.contains("<p dir=\"auto\">one</p>"))
  }

  @Test func othersDoNot() {
    #expect(site.get("\(site.address(ofPost: 1))/edit", as: kevin).status == .notFound)
    #expect(
      site.post("\(site.address(ofPost: 1))/edit", ["title": "x", "text": "x"], as: kevin)
        .status
        == .notFound)
    #expect(site.post("\(site.address(ofPost: 1))/remove", as: kevin).status == .notFound)
    #expect(site.post("\(site.address(ofPost: 1))/restore", as: kevin).status == .forbidden)
    #expect(site.post("\(thread)/moderate", ["act": "pin"], as: kevin).status == .forbidden)
    #expect(site.post("\(thread)/moderate", ["act": "paint"], as: street.ada).status == .badRequest)
  }

  @Test func aRemovedPostKeepsItsNumber() throws {
    street.reply(thread, "secret words", by: kevin)
    street.reply(thread, "third", by: david)
    #expect(site.get("\(site.address(ofPost: 2))/remove", as: kevin).text.contains("secret words"))
    _ = site.post("\(site.address(ofPost: 2))/remove", as: kevin)

    let page = site.get(thread).text
    #expect(page.contains("id=\"post-2\"") && page.contains("The author removed this post."))
    #expect(!page.contains("secret words"))
    #expect(site.get("\(site.address(ofPost: 2))").location == "\(thread)#post-2")
    #expect(
      site.get("\(thread)?quote=\(site.id(ofPost: 2))", as: david).text.contains("secret words") == false)
    #expect(site.post("\(site.address(ofPost: 2))/vote", ["vote": "up"], as: david).status == .notFound)
    #expect(try street.number("SELECT post_count FROM forums_category") == 2)

    _ = site.post("\(site.address(ofPost: 2))/restore", as: street.ada)
    #expect(site.get(thread).text.contains("secret words"))
    #expect(try street.number("SELECT post_count FROM forums_category") == 3)
  }

  @Test func theLastOneGoneTheListShowsTheOneBefore() throws {
    street.reply(thread, "gone soon", by: kevin)
    _ = site.post("\(site.address(ofPost: 2))/remove", as: street.ada)
    #expect(try street.number("SELECT last_post_id FROM forums_thread") == Int(site.id(ofPost: 1)))
    #expect(site.get(thread).text.contains("A moderator removed this post."))
    #expect(try street.number("SELECT count(*) FROM admin_audit WHERE act = 'post.remove'") == 1)
  }

  @Test func whatModeratorsDoIsInTheLogWithBeforeAndAfter() throws {
    _ = site.post("\(thread)/moderate", ["act": "lock"], as: street.ada)
    _ = site.post("\(thread)/moderate", ["act": "pin"], as: street.ada)
    _ = site.post(
      "\(site.address(ofPost: 1))/edit", ["title": "Rye", "text": "It sank."], as: street.ada)
    _ = site.post(
      "\(site.address(ofPost: 1))/edit", ["title": "Rye", "text": "It sank."], as: street.ada)
    _ = site.post("\(site.address(ofPost: 1))/remove", as: street.ada)
    _ = site.post("\(site.address(ofPost: 1))/restore", as: street.ada)
    #expect(
      try street.acts("thread:", "post:") == [
        "thread.lock thread:1 open > locked", "thread.pin thread:1 locked > locked, pinned",
        "post.edit post:\(site.id(ofPost: 1)) It rises. > It sank.", "thread.rename thread:1 Bread > Rye",
        "post.remove post:\(site.id(ofPost: 1)) visible > removed",
        "post.restore post:\(site.id(ofPost: 1)) removed > visible",
      ])
  }

  @Test func whatAuthorsDoWithTheirOwnIsNot() throws {
    _ = site.post(
      "\(site.address(ofPost: 1))/edit", ["title": "Rye", "text": "It rose."], as: david)
    _ = site.post("\(site.address(ofPost: 1))/remove", as: david)
    #expect(try street.acts("thread:", "post:").isEmpty)
    _ = site.post("\(site.address(ofPost: 1))/restore", as: street.ada)
    #expect(
      try street.acts("post:") == ["post.restore post:\(site.id(ofPost: 1)) removed by its author > visible"])
  }

  @Test func aThreadWithNothingLeftGoes() throws {
    _ = site.post("\(site.address(ofPost: 1))/remove", as: david)
    #expect(site.get(thread).status == .notFound)
    #expect(!site.get("/forums/").text.contains("Bread"))
    #expect(try street.number("SELECT thread_count * 10 + post_count FROM forums_category") == 0)
    _ = site.post("\(site.address(ofPost: 1))/restore", as: street.ada)
    #expect(site.get(thread).status == .ok)
    #expect(try street.number("SELECT thread_count * 10 + post_count FROM forums_category") == 11)
  }
}
