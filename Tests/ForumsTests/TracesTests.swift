import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Forums

/// All that an account posted goes as a whole and comes back as a whole, in every house.
@Suite struct TracesTests {
  let street: Street
  let david: Person
  let mona: Person
  let own: String
  let shared: String
  let room: String

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    mona = try street.site.moderator()
    own = street.thread("Alone", "Only me", by: david)
    shared = street.thread("Together", "Both of us", by: street.ada)
    street.reply(shared, "A word of david", by: david)
    street.reply(shared, "A word he took back", by: david)
    _ = street.site.post("\(street.site.address(ofPost: 4))/remove", as: david)
    room = street.room()
    _ = street.site.post(
      "\(room)/message", ["body": "davids chat", "nonce": "12345678"], as: david)
    _ = street.site.post(
      "\(room)/message", ["body": "adas chat", "nonce": "12345678"], as: street.ada)
  }

  @Test func inOneClickEverythingIsGoneAndNothingElse() throws {
    let answer = remove(by: mona)
    #expect(answer.location == "/admin/users/\(david.id)")

    #expect(street.site.get(own).status == .notFound)
    #expect(!street.site.get("/forums/").text.contains("Alone"))
    let thread = street.site.get(shared).text
    #expect(thread.contains("Both of us") && !thread.contains("A word of david"))
    let chat = street.site.get(room, as: mona).text
    #expect(chat.contains("adas chat") && !chat.contains("davids chat"))
    #expect(
      street.site.get("/admin/users/\(david.id)", as: mona).text.contains("3 posts and messages are removed"))
    #expect(try street.number("SELECT post_count FROM forums_category WHERE id = 1") == 1)
    #expect(try street.number("SELECT thread_count FROM forums_category WHERE id = 1") == 1)
  }

  @Test func itComesBackAsAWholeWithoutWhatWasRemovedBefore() throws {
    _ = remove(by: mona)
    _ = remove(by: mona)
    _ = street.site.post("/admin/users/\(david.id)/restore-posts", as: mona)

    #expect(street.site.get(own).text.contains("Only me"))
    let thread = street.site.get(shared).text
    #expect(thread.contains("A word of david") && !thread.contains("A word he took back"))
    #expect(street.site.get(room, as: mona).text.contains("davids chat"))
    #expect(try street.number("SELECT post_count FROM forums_category WHERE id = 1") == 3)
    #expect(
      try street.number("SELECT count(*) FROM admin_audit WHERE act = 'user.posts.restore.done'") == 1)
  }

  @Test func nobodyDoesItToTheirOwnRankOrAbove() throws {
    for (person, target) in [(mona, street.ada), (mona, mona), (david, david), (street.ada, street.ada)] {
      let answer = street.site.post("/admin/users/\(target.id)/remove-posts", as: person)
      #expect(answer.status == .forbidden)
    }
    #expect(street.site.get(shared).text.contains("Both of us"))
  }

  private func remove(by person: Person) -> Answer {
    street.site.post("/admin/users/\(david.id)/remove-posts", as: person)
  }
}
