import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Forums

/// A category that is for keepers alone. Which addresses answer what to whom stands in the walk over all
/// routes; here is what the walk can't see.
struct PrivateCategoryTests {
  let street: Street
  let kim: Person
  let david: Person
  let cellar = Scope("forums.category", 2)
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    kim = try street.site.keeper(as: street.ada)
    david = try street.site.signUp("david")
    _ = street.thread("Bread", by: street.ada)
  }

  private func open() {
    _ = site.post("/forums/manage", ["name": "Cellar"], as: street.ada)
    site.say("guest:forums.read=no", "member:forums.read=no", in: cellar, as: street.ada)
    site.say("moderator:forums.read=no", in: cellar, as: street.ada)
  }

  /// Begins a thread in it; gives its address.
  private func secret(_ title: String = "Wine") -> String {
    site.post("/forums/category/2/new", ["title": title, "text": "Old."], as: kim).location
  }

  @Test func pagesAreWhatTheyWouldBeWithoutIt() throws {
    let mona = try site.moderator()
    _ = site.post("/admin/permissions", ["grant": "moderator:forums.manage"], as: street.ada)
    let pages = {
      [nil, david, mona].flatMap { person in
        ["/", "/forums/", "/forums/category/1", "/forums/manage"].map { site.get($0, as: person).text }
      }
    }
    let before = pages()
    open()
    let thread = secret()
    street.reply(thread, by: kim)
    _ = site.post("/forums/category/1/move", ["to": "down"], as: mona)
    #expect(pages() == before)
    #expect(site.get("/forums/", as: kim).text.contains("Wine"))
    #expect(site.get("/", as: kim).text.contains("Wine"))
  }

  @Test func idsOfPostsTellWhenTheyCameAndNotHowManyAreHidden() throws {
    open()
    let thread = secret()
    for _ in 0..<5 { street.reply(thread, by: kim) }
    let bread = street.thread("More bread", by: street.ada)
    for _ in 0..<3 { street.reply(bread, by: david) }
    // Those that come in one millisecond follow each other.
    let counted =
      "SELECT count(*) FROM forums_post WHERE (id >> 11) NOT BETWEEN created_at AND created_at + 1"
    #expect(try street.number(counted) == 0)
    #expect(try street.number("SELECT count(*) FROM forums_post") == 11)
    #expect(site.get(bread).text.contains("id=\"post-4\""), "within a thread nobody is passed over")
  }

  @Test func nothingLeadsIntoIt() throws {
    open()
    let thread = secret()
    let id = thread.split(separator: "/").last ?? ""
    let form = ["text": "x", "title": "x"]
    #expect(site.post("/forums/preview?thread=\(id)", form, as: david).status == .notFound)
    #expect(site.post("/forums/preview?category=2", form, as: david).status == .notFound)
    #expect(site.post("/forums/preview?post=2", form, as: david).status == .notFound)
    #expect(site.post("/forums/read", ["category": "2"], as: david).status == .notFound)
    let quotes = ["2", "999"].map { site.get("/forums/thread/1?quote=\($0)", as: david).status }
    #expect(quotes == [.notFound, .notFound])
  }

  @Test func theOpenPagesNextRequestIsNotFound() throws {
    open()
    let thread = secret()
    #expect(site.get(thread, as: kim).status == .ok)
    site.say("keeper:forums.read=no", in: cellar, as: street.ada)
    #expect(site.get(thread, as: kim).status == .notFound)
    #expect(street.reply(thread, by: kim).status == .notFound)
  }

  @Test func eventsAreForThoseWhoMayReadThere() throws {
    open()
    let thread = secret()
    _ = site.post("\(site.address(ofPost: 2))/vote", ["vote": "up"], as: street.ada)
    let audiences = try site.site.app.read {
      try String.fetchAll(
        $0, sql: "SELECT audience FROM outbox WHERE topic LIKE 'forums.%' AND key = ?",
        arguments: [thread.split(separator: "/").last.map(String.init)])
    }
    #expect(audiences == Array(repeating: "needs:forums.read@forums.category:2", count: 2))
  }

  @Test func eachRightHoldsForItself() throws {
    let kitchen = Scope("forums.category", 1)
    site.say("member:forums.start=no", "member:forums.reply=no", in: kitchen, as: street.ada)
    site.say("member:forums.vote=no", "keeper:forums.moderate=yes", in: kitchen, as: street.ada)
    let thread = "/forums/thread/1"

    let page = site.get(thread, as: david).text
    #expect(page.contains("You may read here, not reply.") && !page.contains("/vote"))
    #expect(!site.get("/forums/category/1", as: david).text.contains("/forums/category/1/new"))
    #expect(site.get("/forums/category/1/new", as: david).status == .forbidden)
    #expect(street.reply(thread, by: david).status == .forbidden)
    #expect(site.post("\(site.address(ofPost: 1))/vote", ["vote": "up"], as: david).status == .forbidden)
    #expect(site.post("\(thread)/moderate", ["act": "lock"], as: david).status == .forbidden)

    #expect(site.post("\(thread)/moderate", ["act": "lock"], as: kim).status == .seeOther)
    #expect(site.get(thread, as: kim).text.contains("/moderate"))
    _ = site.post("/forums/manage", ["name": "Garden"], as: street.ada)
    _ = site.post("/forums/category/2/new", ["title": "Beans", "text": "Tall."], as: david)
    #expect(site.post("/forums/thread/2/moderate", ["act": "lock"], as: kim).status == .forbidden)
    #expect(site.post("\(site.address(ofPost: 2))/remove", as: kim).status == .notFound)
  }

  @Test func whoMayReadOneCategoryOnlyFindsThatOne() throws {
    open()
    _ = secret()
    _ = site.post("/admin/permissions", ["was": "guest:forums.read"], as: street.ada)
    #expect(site.get("/forums/").location.hasPrefix("/sign-in"))
    #expect(!site.get("/").text.contains("href=\"/forums/\""))

    site.say("guest:forums.read=yes", in: cellar, as: street.ada)
    let list = site.get("/forums/").text
    #expect(list.contains("Wine") && list.contains("Cellar"))
    #expect(!list.contains("Bread") && !list.contains("Kitchen"))
    #expect(site.get("/").text.contains("Wine"))
    #expect(site.get("/forums/thread/1").status == .notFound)
  }

  @Test func theLatestOfSomeCategoriesAreFoundWithoutLookingAtTheOthers() throws {
    open()
    for number in 1...12 { _ = secret("Wine \(number)") }
    _ = street.thread("Soup", by: street.ada)
    let list = site.get("/forums/", as: david).text
    #expect(list.contains("Soup") && list.contains("Bread") && !list.contains("Wine"))

    let plan = try site.site.app.read { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(Thread.latest)")
      return try Row.fetchAll(statement, arguments: [8, 1, "[2]", true, 8]).map { $0["detail"] as String }
    }
    #expect(!plan.contains { $0.hasPrefix("SCAN t") || $0.hasPrefix("SCAN forums_thread") }, "\(plan)")
  }
}
