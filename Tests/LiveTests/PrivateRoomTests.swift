import Components
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

@testable import live

@Suite(.serialized)
struct PrivateRoomTests {
  /// Keepers alone may read the room.
  private func close(_ site: LiveSite, as ada: Person) {
    site.test.say("member:rtc.read=no", in: .room(site.room), as: ada)
  }

  @Test func aRoomThatOneMayNotReadIsNone() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      let kim = try site.test.keeper(as: ada)
      close(site, as: ada)
      let david = try site.call(site.test.signUp("david"))
      let asked = [
        try david.ask("join", ["room": .int(site.room)]), try david.ask("history", ["room": .int(site.room)]),
        try david.ask("send", site.say("let me in")), try david.ask("join", ["room": .int(999)]),
      ]
      #expect(asked.map { $0["err"]?["code"]?.text } == Array(repeating: "no_room", count: 4))
      let keepers = try site.visit(kim)
      #expect(try keepers.ask("send", site.say("psst"))["ok"]?["seq"]?.int == 1)
    }
  }

  @Test func whoLosesARoomIsTurnedOutOfItAtOnceAndHearsNothingMore() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      let other = try site.test.site.house(RTCModule.self).openRoom("Garden", at: .now)
      let keeper = try site.visit(site.test.keeper(as: ada))
      let david = try site.visit(site.test.signUp("david"))
      try david.ask("join", ["room": .int(other)])
      let start = ContinuousClock.now
      close(site, as: ada)
      #expect(try david.next("reset")["room"]?.int == site.room)
      #expect(ContinuousClock.now - start < .seconds(1))

      try keeper.ask("send", site.say("are they gone?"))
      try keeper.ask("join", ["room": .int(other)])
      try keeper.ask(
        "send", ["room": .int(other), "nonce": .text("nonce-in-garden"), "text": .text("hello")])
      let heard = try david.next("msg.new")
      #expect(heard["room"]?.int == other, "the next message is not the one from the room that was lost")
    }
  }

  @Test func aMessageThatComesAfterTheRightIsGoneIsNotHeard() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      let kim = try site.test.keeper(as: ada)
      let david = try site.visit(site.test.signUp("david"))
      close(site, as: ada)
      let form = ["body": "alone at last", "nonce": Word.make("n")]
      #expect(site.test.post("/rtc/room/\(site.room)/message", form, as: kim).status == .seeOther)
      var heard: [String] = []
      while heard.last != "reset" { heard.append(try david.next()["t"]?.text ?? "") }
      #expect(!heard.contains("msg.new"))
    }
  }

  @Test func aStreamOfALostRoomEnds() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      let david = try site.test.signUp("david")
      let target = "/rtc/stream?room=\(site.room)"
      let stream = try Caller(site.path, target, cookie: david.token, upgrading: false)
      _ = try stream.text(until: "presence")
      close(site, as: ada)
      #expect(!stream.rest().contains("msg.new"))
      #expect(try site.status(target, cookie: david.token, upgrading: false) == 404)
    }
  }

  @Test func whoMayOnlyReadIsToldSo() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      site.test.say("member:rtc.speak=no", in: .room(site.room), as: ada)
      let david = try site.call(site.test.signUp("david"))
      let joined = try david.ask("join", ["room": .int(site.room)])
      #expect(joined["ok"]?["speak"] == .bool(false))
      #expect(try david.ask("send", site.say("may I"))["err"]?["code"]?.text == "may_not_speak")
    }
  }

  @Test func eventsOfAPlaceReachThoseWhoMayReadThere() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      let kim = try site.test.keeper(as: ada)
      close(site, as: ada)
      let listen = { (person: Person) in
        try Caller(site.path, "/live", cookie: person.token, upgrading: false)
      }
      let (keepers, davids) = (try listen(kim), try listen(site.test.signUp("david")))
      try site.publish(Event("secret", to: .holders(permission: "rtc.read", in: .room(site.room))))
      try site.publish(Event("all", to: .everyone))
      #expect(try keepers.text(until: "\"all\"").contains("secret"))
      #expect(try !davids.text(until: "\"all\"").contains("secret"))

      site.test.say("keeper:rtc.read=no", in: .room(site.room), as: ada)
      try site.publish(Event("secret", to: .holders(permission: "rtc.read", in: .room(site.room))))
      try site.publish(Event("again", to: .everyone))
      #expect(try !keepers.text(until: "\"again\"").contains("secret"))
    }
  }
}
