import Components
import HTTPTypes
import Kit
import KitTesting
import Testing

/// Asking for friendship begins beside what somebody wrote, or where they are told of.
@Suite struct BefriendTests {
  let street: Street
  let david: Person
  let judith: Person
  let thread: String

  init() throws {
    street = try Street()
    david = try street.site.signUp("david")
    judith = try street.site.signUp("judith")
    thread = street.thread(by: david)
  }

  private var ask: String { "/account/friends?who=\(david.id)#ask-title" }

  private func isOffered(to reader: Person?, on page: String? = nil) -> Bool {
    street.site.get(page ?? thread, as: reader).text.contains("href=\"\(ask)\"")
  }

  @Test func itIsOfferedBesideAPostAndLeadsToAFormThatKnowsTheName() {
    #expect(isOffered(to: judith))
    #expect(!isOffered(to: nil) && !isOffered(to: david))
    let page = street.site.get("/account/friends?who=\(david.id)", as: judith).text
    #expect(page.contains("value=\"david\"") && page.contains("id=\"ask-title\""))
  }

  @Test func whoIsAFriendOrWasAskedOrBlockedIsNotAskedAgain() {
    _ = street.site.post("/account/friends", ["name": "david"], as: judith)
    #expect(!isOffered(to: judith))
    _ = street.site.post("/account/friends/\(judith.id)/accept", as: david)
    #expect(!isOffered(to: judith))
    _ = street.site.post("/account/friends/\(david.id)/remove", as: judith)
    #expect(isOffered(to: judith))
    _ = street.site.post("/account/blocked", ["name": "david"], as: judith)
    #expect(!isOffered(to: judith))
  }

  @Test func whoIsBlockedSeesNothingOfIt() {
    _ = street.site.post("/account/blocked", ["name": "judith"], as: david)
    #expect(isOffered(to: judith))
  }

  @Test func anAccountThatIsNotShownIsNotAsked() throws {
    let yuki = try street.site.alter("Yuki", of: david)
    street.reply(thread, "As Yuki", by: david, ["speaker": "\(yuki)"])
    func count() -> Int { street.site.get(thread, as: judith).count(of: ask) }
    #expect(count() == 2)
    try street.site.set("speaking.handle", "hidden")
    #expect(count() == 1, "beside the account's own post alone")
  }

  @Test func aProfileOffersItWhereItSaysWhoseItIs() throws {
    let yuki = try street.site.alter("Yuki", of: david)
    #expect(!isOffered(to: judith, on: "/alters/\(yuki)"), "whose they are is not shown")
    _ = street.site.postAgreeing("/account/system/edit", ["visibility": "public"], as: david)
    for page in ["/alters/\(yuki)", "/systems/\(david.id)"] {
      #expect(isOffered(to: judith, on: page), "\(page)")
      #expect(!isOffered(to: nil, on: page) && !isOffered(to: david, on: page))
    }
  }
}
