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

/// Each level × lists × whoever looks, for an alter, a field, a front and a history.
@Suite struct AudienceTests {
  typealias Who = Neighbourhood.Who

  @Test func anAlterIsSeenByItsAudienceOnThePageAndInTheQuery() throws {
    let site = try Neighbourhood()
    let own = try site.oliveAlter("Otter")
    for level in Neighbourhood.levels {
      try site.show(1, to: level, front: "private")
      try site.set(.alter, of: own, level)
      let filter = Onlooker.filter("a.visibility", .alter, of: "a.id")
      for who in Who.allCases {
        let may = Neighbourhood.may(who, see: level, isSite: true)
        let page = site.test.get("/account/alters", as: site.people[who])
        if who != .guest { #expect(page.text.contains("Seles") == may, "\(who) \(level)") }
        #expect(try site.onlooker(who, at: nil).sees(site.shown(to: level)) == may, "\(who) \(level)")
        let mayOwn = Neighbourhood.may(who, see: level, isSite: false)
        #expect(try site.finds(filter, own, who) == mayOwn, "\(who) \(level)")
      }
    }
  }

  @Test func aFrontIsSeenByWhomBothTheAlterAndItsFrontAreShownTo() throws {
    let site = try Neighbourhood()
    try site.front(1)
    let neutral = site.test.get("/forums/").bytes
    for level in Neighbourhood.levels {
      for front in Neighbourhood.levels {
        try site.show(1, to: level, front: front)
        for who in Who.allCases {
          let isKnown = Neighbourhood.may(who, see: level, isSite: true)
          let may = isKnown && Neighbourhood.may(who, see: front, isSite: true)
          let request = try site.request(who)
          let face = try site.template.faces.face(of: request)
          #expect((face.view["name"] == .text("Seles")) == may, "\(who) \(level) \(front)")
          if who == .guest {
            let page = site.test.get("/forums/")
            // Whom everybody may know of has a face that everybody may choose.
            #expect((page.bytes == neutral) != isKnown, "\(level) \(front)")
            #expect(page.text.contains("front-name") == may, "\(level) \(front)")
          }
        }
      }
    }
  }

  @Test func somebodysFaceMayBeChosenByWhomTheyAreShownTo() throws {
    let site = try Neighbourhood()
    for level in Neighbourhood.levels {
      try site.show(1, to: level, front: "private")
      for who in Who.allCases {
        let may = Neighbourhood.may(who, see: level, isSite: true)
        let page = site.test.get("/face", as: site.people[who])
        #expect(page.status == .ok)
        #expect(page.text.contains(">Seles<") == may, "\(who) \(level)")
        let choice = page.text.firstMatch(of: /value="([0-9a-f]{12})"[^>]*>Seles</)
        guard may, let choice else { continue }
        _ = site.test.post("/face", ["face": String(choice.1)], as: site.people[who])
        for other in Who.allCases where other != .guest {
          _ = site.test.post("/face", ["face": String(choice.1)], as: site.people[other])
          let wears = site.test.get("/forums/", as: site.people[other]).text.contains("<body class=\"dawn")
          #expect(wears == Neighbourhood.may(other, see: level, isSite: true), "\(other) \(level)")
        }
      }
    }
  }

  @Test func whoSeesTheSameSharesAnAppearance() throws {
    let site = try Neighbourhood()
    try site.front(1)
    try site.show(1, to: "lists", front: "lists")
    let faces = try Who.allCases.map { ($0, try site.template.faces.face(of: site.request($0))) }
    let ids = Dictionary(grouping: faces) { $0.1.id }.values.map { Set($0.map(\.0)) }
    #expect(Set(ids) == [[.guest, .member, .friend, .blocked], [.listed, .owner, .holder]])
  }

  @Test func anAccountsFrontNeedsItsSystemsWordToo() throws {
    let site = try Neighbourhood()
    let own = try site.oliveAlter("Otter")
    for word in Neighbourhood.levels {
      for level in ["public", "lists"] {
        for front in Neighbourhood.levels {
          try site.set(.front, of: site.olive, word)
          try site.set(.alter, of: own, level)
          try site.set(.alterFront, of: own, front)
          for who in Who.allCases {
            let may = [word, level, front].allSatisfy { Neighbourhood.may(who, see: $0, isSite: false) }
            #expect(try site.finds(Onlooker.frontFilter, own, who) == may, "\(who) \(word) \(level) \(front)")
          }
        }
      }
    }
  }

  @Test func aHistoryIsNeverWiderThanTheFront() throws {
    let site = try Neighbourhood()
    let own = try site.oliveAlter("Otter")
    try site.set(.alter, of: own, "public")
    for front in Neighbourhood.levels {
      for history in Neighbourhood.levels {
        try site.set(.front, of: site.olive, "public")
        try site.set(.alterFront, of: own, front)
        try site.set(.history, of: site.olive, history)
        for who in Who.allCases {
          let may = [front, history].allSatisfy { Neighbourhood.may(who, see: $0, isSite: false) }
          #expect(try site.finds(Onlooker.historyFilter, own, who) == may, "\(who) \(front) \(history)")
        }
      }
    }
    #expect(ShownTo(.members).and(ShownTo(.friends)) == ShownTo(.friends))
  }

  @Test func aFieldIsAsVisibleAsItsAlterUntilItSaysOtherwise() throws {
    let site = try Neighbourhood()
    let own = try site.oliveAlter("Otter")
    let filter = Onlooker.fieldFilter(.birthday, of: "a.id")
    for who in Who.allCases { #expect(try site.finds(filter, own, who)) }
    for level in Neighbourhood.levels {
      try site.set(.birthday, of: own, level)
      try site.set(.pronouns, of: own, "private")
      for who in Who.allCases {
        let may = Neighbourhood.may(who, see: level, isSite: false)
        #expect(try site.finds(filter, own, who) == may, "\(who) \(level)")
      }
    }
  }

  @Test func audiencesLieWithinEachOther() {
    let (one, two) = (ShownTo(.nobody, lists: [1]), ShownTo(.nobody, lists: [1, 2]))
    let chain = [ShownTo.nobody, one, two, ShownTo(.friends), ShownTo(.members), ShownTo(.everyone)]
    for (place, inner) in chain.enumerated() {
      for (other, outer) in chain.enumerated() {
        #expect(inner.isWithin(outer) == (place <= other), "\(inner) \(outer)")
        #expect(inner.and(outer) == chain[min(place, other)])
      }
    }
    let apart = ShownTo(.nobody, lists: [2])
    #expect(!one.isWithin(apart) && !apart.isWithin(one) && one.and(apart) == .nobody)
    #expect(ShownTo(.friends, lists: [1]).lists.isEmpty, "friends are on all of them")
  }

  @Test func whatWasShownToACircleIsPrivateAgainForEverybodyWhoeverWritesIt() throws {
    let site = try Neighbourhood()
    try site.front(1)
    try site.show(1, to: "lists", front: "lists")
    let file = site.test.folder.appending(path: "template/alters.csv")
    for level in ["friends", "private"] {
      let text = try String(contentsOf: file, encoding: .utf8)
        .replacing(/seles,1,1,Seles,,,\w+,\w+/, with: "seles,1,1,Seles,,,\(level),\(level)")
      try text.write(to: file, atomically: true, encoding: .utf8)
      try site.template.systems.inbox.follow(now: .now, atOnce: true)
    }
    #expect(try site.template.faces.face(of: site.request(.listed)).view["name"] == .null)
  }

  @Test func aListOfSomebodyElseShowsNothingToAnybody() throws {
    let site = try Neighbourhood()
    let (fred, mo) = (try #require(site.people[.friend]), try #require(site.people[.member]))
    _ = site.test.post("/account/friends", ["name": "moira"], as: fred)
    _ = site.test.post("/account/friends/\(fred.id)/accept", as: mo)
    let made = site.test.post("/account/lists", ["title": "Fred's"], as: fred)
    _ = site.test.post(made.location, ["title": "Fred's", "friend": "\(mo.id)"], as: fred)
    let foreign = try #require(Int64(made.location.split(separator: "/").last ?? ""))
    try site.template.systems.inbox.change(at: .now) { db in
      let shown = ShownTo(.nobody, lists: [foreign])
      try Alter.find(1, db)?.shown(to: shown, front: shown).update(db)
    }
    #expect(try site.test.site.app.read { try ShownTo.lists(.alter, of: 1, $0) } == [])
  }
}
