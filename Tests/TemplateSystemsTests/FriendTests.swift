import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateSystems

@Suite struct FriendTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    (ada, david) = (try site.signUp("ada"), try site.signUp("david"))
  }

  private func friends(_ person: Person) -> String { site.get("/account/friends", as: person).text }

  private func befriend() {
    _ = site.post("/account/friends", ["name": "david"], as: ada)
    #expect(site.post("/account/friends/\(ada.id)/accept", as: david).status == .seeOther)
  }

  private func areFriends() throws -> Bool {
    let ids = try site.site.app.read { (try Friend.ids(of: ada.id, $0), try Friend.ids(of: david.id, $0)) }
    #expect(ids.0.contains(david.id) == ids.1.contains(ada.id), "both or neither")
    return ids.0.contains(david.id)
  }

  @Test func somebodyAsksAndTheOtherAccepts() throws {
    #expect(site.post("/account/friends", ["name": "@David"], as: ada).status == .seeOther)
    #expect(friends(ada).contains("Waiting for an answer") && friends(david).contains("would like to be"))
    #expect(try !areFriends())
    #expect(site.post("/account/friends/\(david.id)/accept", as: ada).status == .notFound, "not one's own")
    befriend()
    #expect(try areFriends())
    #expect(!friends(ada).contains("Waiting for an answer") && !friends(david).contains("would like to be"))
  }

  @Test func twoWhoAskEachOtherAreFriends() throws {
    _ = site.post("/account/friends", ["name": "david"], as: ada)
    _ = site.post("/account/friends", ["name": "ada"], as: david)
    #expect(try areFriends())
  }

  @Test func aDeclineIsSilentAndAskingAgainReachesNobody() throws {
    _ = site.post("/account/friends", ["name": "david"], as: ada)
    _ = site.post("/account/friends/\(ada.id)/decline", as: david)
    #expect(friends(ada).contains("Waiting for an answer"))
    _ = site.post("/account/friends/\(david.id)/withdraw", as: ada)
    #expect(!friends(ada).contains("Waiting for an answer"))
    _ = site.post("/account/friends", ["name": "david"], as: ada)
    #expect(friends(ada).contains("Waiting for an answer") && !friends(david).contains("would like to be"))
    #expect(site.post("/account/friends/\(ada.id)/accept", as: david).status == .notFound)
    _ = site.post("/account/friends", ["name": "ada"], as: david)
    _ = site.post("/account/friends/\(david.id)/accept", as: ada)
    #expect(try areFriends(), "whoever declined may ask")
  }

  @Test func whoIsBlockedIsAnsweredAsEverybodyAndNotHeard() throws {
    let moira = try site.signUp("moira")
    _ = site.post("/account/blocked", ["name": "ada"], as: david)
    let (blocked, other) = (
      site.post("/account/friends", ["name": "david"], as: ada),
      site.post("/account/friends", ["name": "david"], as: moira)
    )
    #expect(blocked.location == other.location && blocked.cookie("flash") == other.cookie("flash"))
    #expect(friends(ada).contains("Waiting for an answer"))
    #expect(!friends(david).contains("<b>ada</b>") && friends(david).contains("<b>moira</b>"))
    #expect(site.post("/account/friends/\(ada.id)/accept", as: david).status == .notFound)
  }

  @Test func removingAndBlockingEndItAtOnceWithAllPlacesOnLists() throws {
    for ending in ["/account/friends/\(david.id)/remove", "/account/blocked"] {
      _ = site.post("/account/blocked/\(david.id)/remove", as: ada)
      try site.site.app.write { try FriendAsk.forget(ada.id, david.id, $0) }
      befriend()
      let list = site.post("/account/lists", ["title": "List \(ending)"], as: ada).location
      _ = site.post(list, ["title": "List", "friend": "\(david.id)"], as: ada)
      #expect(site.get(list, as: ada).text.contains("value=\"\(david.id)\" checked"))
      #expect(site.post(ending, ["name": "david"], as: ada).status == .seeOther)
      #expect(try !areFriends())
      #expect(!site.get(list, as: ada).text.contains("david"))
      _ = site.post("\(list)/remove", as: ada)
      #expect(site.get(list, as: ada).status == .notFound)
    }
  }

  @Test(arguments: [("ada", "This is you."), ("nobody-here", "Nobody here has this name.")])
  func whatCannotBeAskedIsSaidWithTheTextKept(name: String, sentence: String) {
    let answer = site.post("/account/friends", ["name": name], as: ada)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains(sentence) && answer.text.contains("value=\"\(name)\""))
  }

  @Test func listsAreTheirOwnersAlone() throws {
    befriend()
    let list = site.post("/account/lists", ["title": "Close ones"], as: ada).location
    for answer in [
      site.get(list, as: david), site.post(list, ["title": "Mine"], as: david),
      site.post("\(list)/remove", as: david),
    ] {
      #expect(answer.status == .notFound)
    }
    #expect(!friends(david).contains("Close ones"))
    #expect(site.post("/account/lists", ["title": "Close ones"], as: ada).status == .unprocessableContent)
    #expect(site.post("/account/lists", ["title": " "], as: ada).status == .unprocessableContent)
    _ = site.post(list, ["title": "Closest", "friend": "999"], as: ada)
    #expect(site.get(list, as: ada).text.contains("Closest") && friends(ada).contains("0 people"))
  }

  @Test func forgettingAnAccountForgetsItsFriends() throws {
    befriend()
    _ = site.post("/account/lists", ["title": "Close ones"], as: ada)
    _ = site.post("/account/friends/telling", ["tell": "yes"], as: ada)
    let files = try site.site.template.export(ada.id).map(\.name)
    #expect(Set(files).isSuperset(of: ["friends.json", "asked.json", "lists.json"]))
    try site.site.template.erase(ada.id, keepingPosts: true, now: .now)
    #expect(try !areFriends())
    let rows = try site.site.app.read { db in
      try Int.fetchOne(
        db, sql: "SELECT (SELECT count(*) FROM template_list) + (SELECT count(*) FROM template_telling)")
    }
    #expect(rows == 0)
  }
}
