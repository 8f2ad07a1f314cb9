import Components
import Foundation
import GRDB
import HTTPTypes
import KitTesting
import Testing

struct ReadingTests {
  let street: Street
  let david: Person
  let kevin: Person
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    kevin = try street.site.signUp("kevin")
  }

  private func marks(_ person: Person) -> String {
    let parts = site.get("/forums/category/1", as: person).text.components(separatedBy: "class=\"unread\"")
    guard parts.count > 1 else { return "" }
    return String(parts[1].drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })
  }

  @Test func marksAreExactPerThread() {
    let thread = street.thread(by: david)
    #expect(marks(kevin) == "1 new")
    #expect(marks(david) == "")
    _ = site.get(thread, as: kevin)
    #expect(marks(kevin) == "")
    street.reply(thread, by: david)
    street.reply(thread, by: david)
    #expect(marks(kevin) == "2 new")
    street.reply(thread, by: kevin, ["seen": "1"])
    #expect(marks(kevin) == "3 new")
    _ = site.get(thread, as: kevin)
    #expect(marks(kevin) == "")
    street.reply(thread, by: kevin)
    #expect(marks(kevin) == "")
    #expect(marks(david) == "2 new")
  }

  @Test func theMarkLeadsToTheFirstUnread() {
    let thread = street.thread(by: david)
    for number in 2...25 { street.reply(thread, "post \(number)", by: david) }
    #expect(site.get("\(thread)/unread", as: kevin).location == "\(thread)#post-1")
    _ = site.get(thread, as: kevin)
    #expect(site.get("\(thread)/unread", as: kevin).location == "\(thread)?page=2#post-21")
    #expect(site.get("\(thread)/last", as: kevin).location == "\(thread)?page=2#post-25")
    #expect(marks(kevin) == "5 new")
    _ = site.get("\(thread)?page=2", as: kevin)
    _ = site.get(thread, as: kevin)
    #expect(marks(kevin) == "")
    #expect(site.get("\(thread)/unread", as: kevin).location == "\(thread)?page=2#post-25")
    #expect(site.get("\(thread)/unread?after=3").location == "\(thread)#post-4")
    #expect(site.get("\(thread)/unread?after=-9999").location == "\(thread)#post-1")
  }

  @Test func markAllReadHoldsForWhatThePageKnew() throws {
    let bread = street.thread("Bread", by: david)
    _ = street.thread("Cake", by: david)
    let page = site.get("/forums/", as: kevin)
    #expect(page.text.contains("2 unread"))
    street.reply(bread, "late", by: david)

    _ = site.post("/forums/read", ["upto": page.field("upto")], as: kevin)
    #expect(marks(kevin) == "1 new")
    #expect(site.get("/forums/", as: kevin).text.contains("1 unread"))
    #expect(site.get("\(bread)/unread", as: kevin).location == "\(bread)#post-2")

    _ = site.post("/forums/read", ["category": "1"], as: kevin)
    #expect(marks(kevin) == "")
    #expect(try street.number("SELECT count(*) FROM forums_read WHERE account_id = \(kevin.id)") == 0)
    // A floor never sinks.
    _ = site.post("/forums/read", ["category": "1", "upto": "1"], as: kevin)
    #expect(marks(kevin) == "")
  }

  @Test func whatWasThereBeforeIsNoNews() throws {
    let thread = street.thread(by: david)
    street.reply(thread, by: david)
    try site.site.app.write { db in
      try db.execute(sql: "UPDATE forums_post SET created_at = created_at - 60000")
    }
    let late = try site.signUp("late")
    #expect(marks(late) == "")
    street.reply(thread, by: david)
    #expect(marks(late) == "1 new")
    #expect(site.get("\(thread)/unread", as: late).location == "\(thread)#post-3")
  }

  @Test func whatWasRemovedBeforeItWasReadWaitsForNobody() throws {
    let thread = street.thread(by: david)
    _ = site.get(thread, as: kevin)
    street.reply(thread, "gone", by: david)
    let gone = site.address(ofPost: 2)
    #expect(marks(kevin) == "1 new" && site.get("/forums/", as: kevin).text.contains("1 unread"))
    _ = site.post("\(gone)/remove", as: david)
    #expect(marks(kevin) == "")
    #expect(!site.get("/forums/", as: kevin).text.contains("unread"))
    #expect(site.get("\(thread)/unread", as: kevin).location == "\(thread)#post-1")
    #expect(site.get("\(thread)/last", as: kevin).location == "\(thread)#post-1")

    street.reply(thread, "third", by: david)
    #expect(marks(kevin) == "1 new" && site.get("/forums/", as: kevin).text.contains("1 unread"))
    #expect(site.get("\(thread)/unread", as: kevin).location == "\(thread)#post-3")
    #expect(site.get(thread, as: kevin).text.contains("id=\"new\""))
    _ = site.post("\(gone)/restore", as: street.ada)
    #expect(marks(kevin) == "")
  }

  @Test func aGuestWritesNothing() throws {
    let thread = street.thread(by: david)
    _ = site.get("/forums/")  // the first page of a process may bring alters.csv and the database together
    let before = try street.number("SELECT total_changes()")
    _ = site.get(thread)
    _ = site.get("/forums/")
    #expect(try street.number("SELECT total_changes()") == before)
  }

  @Test func beyondTheEndIsNotFound() {
    let thread = street.thread(by: david)
    #expect(site.get("\(thread)?page=2").status == .notFound)
    #expect(site.get("\(thread)?page=0").status == .notFound)
    #expect(site.get("\(thread)?page=99999999999999999999").status == .notFound)
    #expect(site.get("/forums/thread/99").status == .notFound)
    #expect(site.get("/forums/post/99").status == .notFound)
  }
}
