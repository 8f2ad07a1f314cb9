import Components
import Foundation
import Kit
import KitTesting
import RTC
import Testing

@testable import live

@Suite(.serialized)
struct StreamTests {
  @Test func aRoomIsFollowedAsAStreamWithTheSameCursors() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.seed(3, by: ada)
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      let target = "/rtc/stream?room=\(site.room)&after=1&epoch=\(epoch)"
      let stream = try Caller(site.path, target, cookie: ada.token, upgrading: false)
      #expect(stream.status == 200)
      let text = try stream.text(until: "number 3")
      #expect(!text.contains("number 1") && text.contains("number 2"))
      #expect(text.contains("id: \(epoch):\(site.room):3\n"))
    }
  }

  @Test func aStreamResumesFromTheLastEventId() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.seed(3, by: ada)
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      let stream = try Caller(
        site.path, "/rtc/stream?room=\(site.room)", cookie: ada.token,
        headers: ["Last-Event-ID: \(epoch):\(site.room):2"], upgrading: false)
      let text = try stream.text(until: "number 3")
      #expect(!text.contains("number 2"))
    }
  }

  @Test func streamsOfRoomsThatAreNoneAreNotFound() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      let ask = { try site.status($0, cookie: ada.token, upgrading: false) }
      #expect(try ask("/rtc/stream?room=999") == 404)
      #expect(try ask("/rtc/stream") == 400)
      #expect(try site.status("/rtc/stream?room=\(site.room)", upgrading: false) == 401)
    }
  }

  @Test func aBrowserHearsWhatIsForItAndNothingElse() async throws {
    try await withLiveSite { site in
      let (ada, bob) = (try site.test.signUp("ada"), try site.test.signUp("bob"))
      let guest = try Caller(site.path, "/live", upgrading: false)
      let adas = try Caller(site.path, "/live", cookie: ada.token, upgrading: false)
      try site.publish(Event("front", to: .account(ada.id)))
      try site.publish(Event("secret", to: .account(bob.id)))
      try site.publish(Event("internal", to: .daemon))
      try site.publish(Event("held", to: .holders(permission: "rtc.speak")))
      try site.publish(Event("all", to: .everyone))
      let text = try adas.text(until: "\"all\"")
      #expect(text.contains("\"front\"") && text.contains("\"held\""))
      #expect(!text.contains("secret") && !text.contains("internal"))
      let guests = try guest.text(until: "\"all\"")
      #expect(!guests.contains("front") && !guests.contains("held"))
    }
  }

  @Test func whatWasMissedIsReadFromTheOutbox() async throws {
    try await withLiveSite { site in
      let first = try Caller(site.path, "/live", upgrading: false)
      try site.publish(Event("one", to: .everyone))
      let id = try first.text(until: "\"one\"").split(separator: "id: ").last?.prefix { $0 != "\n" } ?? ""
      try site.publish(Event("two", to: .everyone))
      _ = try first.text(until: "\"two\"")
      let back = try Caller(site.path, "/live", headers: ["Last-Event-ID: \(id)"], upgrading: false)
      let text = try back.text(until: "\"two\"")
      #expect(!text.contains("\"one\""))
    }
  }

  @Test func noIdTellsHowMuchHappenedForOthers() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      let guest = try Caller(site.path, "/live", upgrading: false)
      _ = try guest.text(until: "retry:")
      for count in [0, 7] {
        for _ in 0..<count { try site.publish(Event("front", to: .account(ada.id))) }
        try site.publish(Event("all", to: .everyone))
        let text = try guest.text(until: "\"all\"")
        let id = text.split(separator: "id: ").last?.prefix { $0 != "\n" } ?? ""
        #expect(id.count == 48 && id.contains { $0.isLetter }, "\(id)")
        #expect(text.matches(of: /(?:id|data):\s/).count == 2, "an id and an event: \(text)")
      }
    }
  }

  @Test func whatIsPrivateIsHeardByNobodyElse() async throws {
    try await withLiveSite { site in
      let (ada, mo) = (try site.test.admin(), try site.test.signUp("moira"))
      let (olive, fred) = (try site.test.signUp("olive"), try site.test.signUp("fred"))
      let streams = try [
        Caller(site.path, "/live", upgrading: false),
        Caller(site.path, "/live", cookie: mo.token, upgrading: false),
      ]
      for stream in streams { _ = try stream.text(until: "retry:") }
      _ = site.test.post("/account/front", ["alone": "2"], as: ada)
      _ = site.test.post("/account/alters", ["slug": "newcomer"], as: ada)
      _ = site.test.post("/account/alters/4", ["name": "Named"], as: ada)
      _ = site.test.post("/account/alters/4/archive", as: ada)
      _ = site.test.post("/account/friends", ["name": "fred"], as: olive)
      _ = site.test.post("/account/friends/\(olive.id)/accept", as: fred)
      _ = site.test.post("/account/lists", ["title": "Close ones"], as: olive)
      _ = site.test.post("/account/front/undo", as: ada)
      try site.publish(Event("all", to: .everyone))
      for stream in streams {
        let text = try stream.text(until: "\"all\"")
        #expect(text.matches(of: /topic/).count == 1, "\(text)")
      }
    }
  }

  @Test func anIdIsAnotherOneEachTimeAndOpensForItsSiteAlone() throws {
    let (ours, theirs) = (
      EventSeal(key: Data(repeating: 1, count: 32)), EventSeal(key: Data(repeating: 2, count: 32))
    )
    for id in [0, 1, 1841, Int64.max] {
      #expect(ours.open(try ours.seal(id)) == id)
      #expect(try ours.seal(id) != ours.seal(id))
      #expect(theirs.open(try ours.seal(id)) == nil)
    }
    for text in [
      "", "1841", "-1", "a b", String(repeating: "A", count: 48), String(repeating: "A", count: 9000),
    ] {
      #expect(ours.open(text) == nil)
    }
  }

  @Test func theDaemonTellsThatItIsWell() async throws {
    try await withLiveSite { site in
      let health = try Caller(site.path, "/live/health", upgrading: false)
      #expect(health.status == 200)
      #expect(health.rest().contains("\"status\":\"ok\""))
    }
  }
}
