import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateTesting
import Testing

@testable import TemplateSystems

/// Accounts' systems: hiding is done with the form, showing waits, friends and lists see what is theirs.
@Suite struct SystemShowingTests {
  typealias Who = Neighbourhood.Who
  let site: Neighbourhood
  let olive: Person

  init() throws {
    site = try Neighbourhood()
    olive = try #require(site.people[.owner])
  }

  private func address(_ level: String) -> [String: String] {
    level == "lists" ? ["visibility": "lists", "visibility-list": "\(site.list)"] : ["visibility": level]
  }

  private func add(_ fields: [String: String]) throws -> Int64 {
    let answer = site.test.postAgreeing(
      "/account/system/alters/new", ["name": "Otter"].merging(fields) { $1 }, as: olive)
    #expect(answer.status == .seeOther)
    return try #require(
      try site.test.site.app.read {
        try Int64.fetchOne($0, sql: "SELECT id FROM template_alter ORDER BY created_at DESC, position DESC")
      })
  }

  @Test func pagesShowAnAlterAFieldAndAGroupToTheirAudience() throws {
    for level in Neighbourhood.levels {
      _ = site.test.postAgreeing(
        "/account/system/groups", ["name": "Den \(level)"].merging(address(level)) { $1 }, as: olive)
    }
    for level in Neighbourhood.levels {
      let narrow = level == "lists" ? "list:\(site.list)" : level == "public" ? "" : level
      let fields = address(level).merging(["pronouns": "they/otter", "see_pronouns": narrow]) { $1 }
      let shown = try add(fields)
      let open = try add(
        address("public").merging(["pronouns": "they/otter", "see_pronouns": narrow]) { $1 })
      _ = site.test.postAgreeing("/account/system/edit", ["visibility": "public"], as: olive)
      for who in Who.allCases {
        let may = Neighbourhood.may(who, see: level, isSite: false)
        let page = site.test.get("/alters/\(shown)", as: site.people[who])
        #expect((page.status == .ok) == may, "\(who) \(level)")
        let field = site.test.get("/alters/\(open)", as: site.people[who])
        #expect(field.text.contains("they/otter") == may, "\(who) \(level)")
        let system = site.test.get("/systems/\(olive.id)", as: site.people[who])
        #expect(system.text.contains("Den \(level)") == may, "\(who) \(level)")
        #expect(system.text.contains("/alters/\(shown)\"") == may, "\(who) \(level)")
      }
    }
  }

  @Test func showingWaitsAndTheRestIsSaved() throws {
    let id = try add([:])
    let form = "/account/system/alters/\(id)"
    let page = site.test.post(
      form, ["name": "Otto", "visibility": "friends", "front_visibility": "friends"], as: olive)
    #expect(page.text.contains("That there is Otto: your friends.") && page.text.contains("That Otto fronts"))
    let fred = site.people[.friend]
    #expect(site.test.get("/alters/\(id)", as: fred).status == .notFound)
    #expect(site.test.get(form, as: olive).text.contains("value=\"Otto\""))
    let agreed = site.test.postAgreeing(
      form, ["name": "Otto", "visibility": "friends", "front_visibility": "friends"], as: olive)
    #expect(agreed.status == .seeOther)
    #expect(site.test.get("/alters/\(id)", as: fred).text.contains("Otto"))
    _ = site.test.post(form, ["name": "Otto", "visibility": "private"], as: olive)
    #expect(site.test.get("/alters/\(id)", as: fred).status == .notFound)
  }

  @Test func nobodyShowsWhatIsNotTheirsNorToEveryoneByTheWrongDoor() throws {
    let id = try add([:])
    let fred = site.people[.friend]
    let terms = [
      "alter:\(id)=friends[]", "alter.front:\(id)=friends[]", "alter.name:\(id)=friends[]",
      "system:\(olive.id)=friends[]", "history:\(olive.id)=friends[]",
    ]
    for term in terms {
      #expect(site.test.post("/account/showing", ["show": term], as: fred).status == .notFound, "\(term)")
      #expect(site.test.post("/account/showing", ["show": term], as: olive).status == .seeOther, "\(term)")
    }
    #expect(
      site.test.post("/account/showing", ["show": "alter:\(id)=public[]"], as: olive).status == .badRequest)
    for term in ["", "alter:0=friends", "ether:1=friends[]", "alter:1=all[]", "alter:1=friends[a]"] {
      #expect(ShowingTerm(term) == nil, "\(term)")
    }
    let foreign = "alter:\(id)=private[999]"
    #expect(site.test.post("/account/showing", ["show": foreign], as: olive).status == .seeOther)
    #expect(try site.test.site.app.read { try AccountAlter.find(id, $0)?.shownTo } == .nobody)
  }

  @Test func thosePagesComeInAgainThatShowedWhatIsHiddenNow() throws {
    let id = try add(address("lists"))
    let mark = try site.test.site.outbox.head()
    _ = site.test.post("/account/system/alters/\(id)", ["name": "Otter"], as: olive)
    _ = try add(address("private"))
    let told = try site.test.site.app.read { db in
      try String.fetchAll(
        db, sql: "SELECT audience || ' ' || key FROM outbox WHERE topic = 'system' AND id > ?",
        arguments: [mark])
    }
    #expect(told == ["account:\(site.people[.listed]!.id) "], "and not whose they are")
  }

  @Test func twoWhoAreShownWithoutTheirSystemAreNotTiedTogether() throws {
    let (one, other) = (try add(address("public")), try add(address("public")))
    let pages = [one, other].map { id in
      site.test.get("/alters/\(id)").text.replacing("alters/\(id)", with: "alters/ID")
    }
    #expect(pages[0] == pages[1] && pages[0].contains("Otter"))
    #expect(!pages[0].contains("olive") && !pages[0].contains("content=\"\(olive.id)\""))
  }
}
