import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces
@testable import TemplateSystems

/// Hiding is immediate; showing waits for somebody who has read who will see what.
@Suite struct ShowingTests {
  let site: Neighbourhood
  let ada: Person

  init() throws {
    site = try Neighbourhood()
    ada = try #require(site.people[.holder])
    try site.test.site.app.write { try SiteSystem.setOwner(ada.id, $0) }
    try site.front(1)
  }

  private func form(_ visibility: String, _ front: String) -> [String: String] {
    ["name": "Seles", "visibility": visibility, "front_visibility": front]
  }

  private func alter() throws -> Alter? { try site.test.site.app.read { try Alter.find(1, $0) } }

  private func agreed(in page: Answer) throws -> String {
    String(try #require(page.text.firstMatch(of: /name="agreed" value="([^"]*)"/)).1)
  }

  @Test func showingWaitsForAPageThatSaysWhoWillSeeWhat() throws {
    let page = site.test.post("/account/alters/1", form("members", "friends"), as: ada)
    #expect(page.status == .ok && page.text.contains("That there is Seles: everybody who is signed in here."))
    #expect(page.text.contains("That Seles fronts, and this face: your friends."))
    #expect(page.text.contains("action=\"/account/alters/1\""))
    #expect(try alter()?.visibility == .nobody)
    let agreed = form("members", "friends").merging(["agreed": try agreed(in: page)]) { $1 }
    #expect(site.test.post("/account/alters/1", agreed, as: ada).status == .seeOther)
    #expect(try alter()?.visibility == .members && alter()?.frontVisibility == .friends)
  }

  @Test func whatIsAgreedToCannotBeChangedOnTheWay() throws {
    let page = site.test.post("/account/alters/1", form("friends", "private"), as: ada)
    let other = form("members", "private").merging(["agreed": try agreed(in: page)]) { $1 }
    #expect(site.test.post("/account/alters/1", other, as: ada).text.contains("Who will see this"))
    #expect(try alter()?.visibility == .nobody)
  }

  @Test func whatEveryoneShallSeeAsksWhoItIs() throws {
    let page = site.test.post("/account/alters/1", form("public", "public"), as: ada)
    #expect(page.text.contains("action=\"/account/alters/1/show\""))
    let agreed = form("public", "public").merging(["agreed": try agreed(in: page)]) { $1 }
    #expect(site.test.post("/account/alters/1", agreed, as: ada).status == .ok, "not by the other door")
    try site.test.site.app.write { try $0.execute(sql: "UPDATE admin_session SET confirmed_at = 0") }
    let asked = site.test.post("/account/alters/1/show", agreed, as: ada)
    #expect(asked.status == .forbidden && asked.text.contains("Please confirm that it is you"))
    #expect(try alter()?.visibility == .nobody)
    let proven = agreed.merging(["confirm-password": "correct horse battery"]) { $1 }
    #expect(site.test.post("/account/alters/1/show", proven, as: ada).status == .seeOther)
    #expect(try alter()?.visibility == .everyone)
  }

  @Test func hidingOnePartDoesNotWaitForShowingAnother() throws {
    try site.show(1, to: "members", front: "private")
    let page = site.test.post("/account/alters/1", form("friends", "members"), as: ada)
    #expect(page.text.contains("That Seles fronts"))
    #expect(try alter()?.visibility == .friends && alter()?.frontVisibility == .nobody)
  }

  @Test func chosenListsNeedOneAndOnlyTheOwnersCount() throws {
    let none = site.test.post("/account/alters/1", form("lists", "private"), as: ada)
    #expect(none.status == .unprocessableContent && none.text.contains("Choose at least one list"))
    let made = site.test.post("/account/lists", ["title": "Mine"], as: ada).location
    let id = try #require(made.split(separator: "/").last)
    let foreign = form("lists", "private").merging(["visibility-list": "\(site.list)"]) { $1 }
    #expect(site.test.post("/account/alters/1", foreign, as: ada).status == .unprocessableContent)
    let own = form("lists", "private").merging(["visibility-list": "\(id)"]) { $1 }
    let page = site.test.post("/account/alters/1", own, as: ada)
    #expect(page.text.contains("That there is Seles: people on “Mine”."))
    let agreed = own.merging(["agreed": try agreed(in: page)]) { $1 }
    #expect(site.test.post("/account/alters/1", agreed, as: ada).status == .seeOther)
    #expect(try alter()?.shownTo == ShownTo(.nobody, lists: [Int64(id)!]))
    #expect(site.test.get("/account/alters/1", as: ada).text.contains("value=\"\(id)\" checked"))
  }

  @Test func whoComesOntoAListThatShowsSomethingIsSaidFirst() throws {
    let fred = try #require(site.people[.friend])
    _ = site.test.post("/account/friends", ["name": "fred"], as: ada)
    _ = site.test.post("/account/friends/\(ada.id)/accept", as: fred)
    let made = site.test.post("/account/lists", ["title": "Mine"], as: ada).location
    let id = try #require(Int64(made.split(separator: "/").last ?? ""))
    try site.template.systems.inbox.change(at: .now) { db in
      let shown = ShownTo(.nobody, lists: [id])
      try Alter.find(1, db)?.shown(to: shown, front: shown).update(db)
    }
    let form = ["title": "Mine", "friend": "\(fred.id)"]
    let page = site.test.post(made, form, as: ada)
    #expect(page.text.contains("fred: all that you show to “Mine”."))
    #expect(try site.template.faces.face(of: site.request(.friend)).view["name"] == .null)
    _ = site.test.post(made, form.merging(["agreed": try agreed(in: page)]) { $1 }, as: ada)
    #expect(try site.template.faces.face(of: site.request(.friend)).view["name"] == .text("Seles"))
  }

  /// What open pages are told, and by it paint themselves anew.
  private func told(since id: Int64) throws -> [String] {
    try site.test.site.app.read { db in
      try String.fetchAll(
        db, sql: "SELECT audience FROM outbox WHERE topic = 'face' AND id > ? ORDER BY id", arguments: [id])
    }
  }

  @Test func whoIsBlockedIsNotToldOfWhatMembersSee() throws {
    let bob = try #require(site.people[.blocked])
    try site.test.site.app.write { try SiteSystem.setOwner(site.olive, $0) }
    try site.show(1, to: "members", front: "members")
    try site.front()
    let mark = try site.test.site.outbox.head()
    try site.front(1)
    #expect(try told(since: mark).first == "needs:template.see!\(bob.id)")
    let viewers = try Neighbourhood.Who.allCases.map { ($0, try site.request($0).viewer) }
    let events = try site.test.site.outbox.events(after: mark).map(\.event).filter { $0.topic == "face" }
    for (who, viewer) in viewers {
      let isTold = events.contains { $0.audience.includes(viewer) }
      #expect(isTold == Neighbourhood.may(who, see: "members", isSite: true), "\(who)")
    }
  }

  @Test func pagesThatAreOpenAreToldAndNobodyElseIs() throws {
    let (olive, fred, lila) = (
      site.olive, try #require(site.people[.friend]), try #require(site.people[.listed])
    )
    try site.test.site.app.write { try SiteSystem.setOwner(olive, $0) }
    var mark = try site.test.site.outbox.head()
    func step(_ audiences: [String], _ act: () throws -> Void) throws {
      try act()
      #expect(try told(since: mark) == audiences)
      mark = try site.test.site.outbox.head()
    }
    let owners = ["needs:template.front", "account:\(olive)"]
    try step(["account:\(lila.id)"]) { try site.show(1, to: "lists", front: "lists") }
    try step(["account:\(fred.id)"]) { try site.show(1, to: "friends", front: "friends") }
    try step(["account:\(fred.id)", "account:\(lila.id)"] + owners) { try site.front(2) }
    try step(owners) { try site.front(3) }
    try step(["account:\(fred.id)", "account:\(lila.id)"] + owners) { try site.front(1) }
    try step(["account:\(fred.id)"]) {
      _ = site.test.post("/account/friends/\(fred.id)/remove", as: site.people[.owner])
    }
    try step(["account:\(lila.id)"]) {
      _ = site.test.post("/account/blocked", ["name": "lila"], as: site.people[.owner])
    }
    try step([]) { try site.show(1, to: "private", front: "private") }
  }
}
