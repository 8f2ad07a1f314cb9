import Foundation
import GRDB
import HTTPTypes
import KitTesting
import Testing

@testable import Forums

struct VoteTests {
  let street: Street
  let david: Person
  let kevin: Person
  let thread: String
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    kevin = try street.site.signUp("kevin")
    thread = street.thread(by: david)
  }

  private func vote(_ value: String, as person: Person) -> Answer {
    site.post("\(site.address(ofPost: 1))/vote", ["vote": value], as: person)
  }

  private func counts() throws -> Int {
    try street.number("SELECT ups * 10 + downs FROM forums_post ORDER BY id LIMIT 1")
  }

  @Test func oneAccountHasOneVote() throws {
    #expect(vote("up", as: kevin).location == "\(thread)#post-1")
    _ = vote("up", as: kevin)
    #expect(try counts() == 10)
    _ = vote("down", as: kevin)
    #expect(try counts() == 01)
    _ = vote("up", as: street.ada)
    #expect(try counts() == 11)
    _ = vote("none", as: kevin)
    #expect(try counts() == 10)
    #expect(try street.number("SELECT count(*) FROM forums_vote") == 1)
    #expect(try street.number("SELECT score FROM forums_thread") == 1)
  }

  @Test func thePressedButtonTakesTheVoteBack() {
    _ = vote("up", as: kevin)
    let page = site.get(thread, as: kevin).text
    #expect(page.contains("value=\"none\" aria-pressed=\"true\""))
    #expect(page.contains("value=\"down\" aria-pressed=\"false\""))
  }

  @Test func scriptsGetTheFormAlone() {
    let part = site.post(
      "\(site.address(ofPost: 1))/vote", ["vote": "up"], as: kevin, headers: ["X-Fragment": "1"])
    #expect(part.status == .ok)
    #expect(part.text.hasPrefix("<form class=\"votes\"") && part.text.contains(">1</output>"))
  }

  @Test func whatIsNoVoteChangesNothing() throws {
    #expect(vote("up", as: david).status == .unprocessableContent)
    #expect(vote("twice", as: kevin).status == .badRequest)
    #expect(site.post("/forums/post/99/vote", ["vote": "up"], as: kevin).status == .notFound)
    #expect(site.post("\(site.address(ofPost: 1))/vote", ["vote": "up"]).status == .unauthorized)
    #expect(try counts() == 0)
  }

  @Test func fewVotesCountForLittle() {
    #expect(Vote.wilson(ups: 0, downs: 0) == 0)
    #expect(Vote.wilson(ups: 1, downs: 0) < Vote.wilson(ups: 20, downs: 2))
    #expect(abs(Vote.wilson(ups: 1, downs: 0) - 0.3784) < 0.001)
  }
}
