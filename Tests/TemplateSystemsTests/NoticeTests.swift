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

/// Friends are told of a switch that has stood for ten seconds, if both want it. The clock is handed in.
@Suite struct NoticeTests {
  let site: Neighbourhood
  let start = Moment.now

  init() throws {
    site = try Neighbourhood()
    _ = site.test.post("/account/friends/telling", ["tell": "yes"], as: site.people[.owner])
    for who in [Neighbourhood.Who.friend, .listed] {
      _ = site.test.post("/account/friends/\(site.olive)/hear", ["hear": "yes"], as: site.people[who])
    }
    try site.show(1, to: "friends", front: "friends")
    try site.show(2, to: "lists", front: "lists")
    try site.front()
    try pass(0...20)
  }

  /// `rowhouse-jobs` runs once a second.
  private func pass(_ seconds: ClosedRange<Int>) throws {
    for second in seconds { try site.template.systems.tellFriends(at: start + second) }
  }

  private func notices(_ who: Neighbourhood.Who) -> [String] {
    site.test.get("/account/notices", as: site.people[who]).text.matches(
      of: /<span>([^<]* fronting\.)<\/span>/
    )
    .map { String($0.1) }
  }

  private func events() throws -> [String] {
    try site.test.site.app.read {
      try String.fetchAll(
        $0, sql: "SELECT audience || body FROM outbox WHERE topic = 'template.notice' ORDER BY id")
    }
  }

  @Test func whoMayNotWriteTellsNobodyAndNothingIsMadeUpForAfterwards() throws {
    try site.front(1, 2)
    try pass(21...25)
    try site.sanction("suspended")
    try pass(26...60)
    #expect(try events().isEmpty)
    try site.lift()
    try pass(61...90)
    #expect(try events().isEmpty)
  }

  @Test func friendsAreToldAfterTenSettledSecondsOfWhomTheyMaySee() throws {
    try site.front(1, 2)
    try pass(21...30)
    #expect(try events().isEmpty)
    try pass(31...31)
    #expect(notices(.friend).isEmpty, "their page shows nobody")
    #expect(notices(.listed) == ["olive: Seles and Dexen are fronting."])
    #expect(notices(.member).isEmpty && notices(.owner).isEmpty)
    let lila = site.people[.listed]!.id
    #expect(try events() == ["account:\(lila){}"], "events name nobody")
    let latest = site.test.get("/account/notices/latest", as: site.people[.listed])
    #expect(latest.text == "olive: Seles and Dexen are fronting.")
    try pass(32...60)
    #expect(try events().count == 1, "once")
  }

  /// Of the site's own system, whose pages show nobody as long as anybody is hidden.
  @Test func aNoticeSaysWhatTheFriendsPageShowsAtThatTime() throws {
    var second = 20
    for isPartly in [false, true] {
      try site.test.site.app.write { try SiteSystem.showPartly(isPartly, $0) }
      for front in [[1, 3], [1], [2, 1], [3], [1, 2, 3]] as [[Int64]] {
        try site.template.systems.inbox.change(at: .now) { db in
          _ = try Switch.set(front.map { Switch.Fronter(alter: $0) }, .site, actor: nil, at: .now, db)
        }
        let before = notices(.friend).count
        try pass((second + 1)...(second + 20))
        second += 20
        let isShown = try site.template.faces.face(of: site.request(.friend)).view["name"] == .text("Seles")
        let told = Array(notices(.friend).dropLast(before))
        #expect(told.allSatisfy { isShown && $0 == "olive: Seles is fronting." }, "\(front) \(isPartly)")
        if !isShown { #expect(told.isEmpty, "\(front) \(isPartly)") }
      }
    }
  }

  @Test func whomSomebodyMayNotSeeNeitherHurriesANoticeNorHoldsItBack() throws {
    try site.test.site.app.write { try SiteSystem.showPartly(true, $0) }
    try site.front(1)
    try pass(21...25)
    try site.front(1, 3)
    try pass(26...30)
    #expect(notices(.friend).isEmpty)
    try pass(31...31)
    #expect(notices(.friend) == ["olive: Seles is fronting."])
    try site.front(1)
    try pass(32...33)
    try site.front(3)
    try pass(34...35)
    try site.front(3, 1)
    try pass(36...80)
    #expect(notices(.friend).count == 1, "away for two seconds")
    let tracks = try site.test.site.app.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM template_telling_friend")
    }
    #expect(tracks == 0, "at rest nothing is kept")
  }

  @Test func ofAFrontThatWasShownWholeNothingIsLeftOnceOneOfItIsHidden() throws {
    try site.show(2, to: "friends", front: "friends")
    try site.front(1, 2)
    try pass(21...40)
    #expect(notices(.friend) == ["olive: Seles and Dexen are fronting."])
    try site.show(2, to: "private", front: "private")
    #expect(notices(.friend).isEmpty, "who is left out would be seen by the gap")
  }

  @Test func aNoticeCallsSomebodyWhatOthersReadOfThem() throws {
    let own = try site.oliveAlter("Otter")
    for kind in [ShownTo.Kind.alter, .alterFront] { try site.set(kind, of: own, "friends") }
    try site.set(.front, of: site.olive, "friends")
    try site.test.site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET display_name = 'O.' WHERE id = ?", arguments: [own])
    }
    try pass(21...40)
    #expect(notices(.friend) == ["olive: O. is fronting."])
  }

  @Test func aSlipThatIsUndoneWithinTenSecondsTellsNobody() throws {
    try site.front(1)
    try pass(21...29)
    try site.front()
    try pass(30...60)
    #expect(try events().isEmpty)
  }

  @Test func aSecondSwitchBeginsTheTenSecondsAnew() throws {
    try site.front(2)
    try pass(21...29)
    try site.front(1)
    try pass(30...39)
    #expect(try events().isEmpty)
    try pass(40...40)
    #expect(notices(.listed) == ["olive: Seles is fronting."])
  }

  @Test func aSwitchThatSomebodyMayNotSeeIsNotFeltByThem() throws {
    try site.front(1)
    try pass(21...40)
    try site.front(1, 3)
    try pass(41...60)
    try site.front(1, 2)
    try pass(61...80)
    #expect(notices(.friend).count == 1 && notices(.listed).count == 2)
  }

  @Test func whatIsHiddenAfterwardsIsGoneFromNoticesToo() throws {
    try site.front(1)
    try pass(21...40)
    try site.show(1, to: "private", front: "private")
    #expect(notices(.friend).isEmpty)
    #expect(site.test.get("/account/notices/latest", as: site.people[.friend]).text == "")
  }

  @Test func itTakesBothAndNeverOfWhomOneSaysSo() throws {
    _ = site.test.post("/account/friends/\(site.olive)/hear", ["hear": "no"], as: site.people[.listed])
    try site.front(1)
    try pass(21...40)
    #expect(notices(.friend).count == 1 && notices(.listed).isEmpty)
    _ = site.test.post("/account/friends/telling", ["tell": "yes", "untold": "1"], as: site.people[.owner])
    try site.front()
    try pass(41...60)
    try site.front(1)
    try pass(61...80)
    #expect(notices(.friend).count == 1)
    _ = site.test.post("/account/friends/telling", as: site.people[.owner])
    #expect(
      try site.test.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM template_telling") } == 0)
  }

  @Test func aNameThatIsKeptCloserIsNotSaid() throws {
    let own = try site.oliveAlter("Otter")
    for kind in [ShownTo.Kind.alter, .alterFront] { try site.set(kind, of: own, "friends") }
    try site.set(.front, of: site.olive, "friends")
    try site.set(.name, of: own, "lists")
    try pass(21...40)
    #expect(notices(.friend) == ["olive: an alter is fronting."])
    #expect(notices(.listed) == ["olive: Otter is fronting."])
  }

  @Test func theEndOfAFriendshipTakesItsNoticesAlong() throws {
    try site.front(1)
    try pass(21...40)
    _ = site.test.post("/account/friends/\(site.people[.friend]!.id)/remove", as: site.people[.owner])
    #expect(notices(.friend).isEmpty && notices(.listed).count == 1)
  }
}
