import Components
import GRDB
import Kit
import KitTesting
import RTC
import Testing

@testable import live

/// What the document says about asking and answering, and about the end of a connection.
@Suite(.serialized)
struct ProtocolTests {
  @Test func everyCommandWithANumberIsAnsweredAndNoneWithout() async throws {
    try await withLiveSite { site in
      let caller = try site.visit(site.test.signUp("ada"))
      #expect(try caller.ask("pong")["ok"] == [:])
      #expect(try caller.ask("typing", ["room": .int(site.room)])["ok"] == [:])
      #expect(try caller.ask("typing", ["room": 999])["err"]?["code"]?.text == "not_joined")
      try caller.send(["op": .text("history"), "room": .int(site.room)])
      try caller.send(["op": .text("dance")])
      let answer = try caller.ask("leave", ["room": .int(site.room)])
      #expect(answer["ok"]?["room"]?.int == site.room)
    }
  }

  @Test(arguments: [.text("three"), .double(1.5), .int(0), .int(-1), .list([]), .bool(true)] as [JSON])
  func aNumberThatIsNoneIsSaidSoAndNothingIsDone(id: JSON) async throws {
    try await withLiveSite { site in
      let caller = try site.visit(site.test.signUp("ada"))
      try caller.send((["id": id, "op": .text("send")] as JSON).with(site.say("never")))
      var frame = try caller.next()
      while frame["err"] == nil { frame = try caller.next() }
      #expect(frame["id"] == id && frame["err"]?["code"]?.text == "bad_id")
      #expect(try caller.ask("history", ["room": .int(site.room)])["ok"]?["events"] == .list([]))
    }
  }

  @Test(
    arguments: [
      ("send", "as", .text("12")), ("send", "shown", .bool(true)), ("send", "ok", .double(0.5)),
      ("presence", "as", .text("0")), ("history", "before", .text("7")), ("join", "after", .text("0")),
    ] as [(String, String, JSON)])
  func whatIsOfAnotherKindIsNotTakenForMissing(op: String, name: String, value: JSON) async throws {
    try await withLiveSite { site in
      let caller = try site.visit(site.test.signUp("ada"))
      let more: JSON = [name: value]
      #expect(try caller.ask(op, site.say("x").with(more))["err"]?["code"]?.text == "incomplete")
    }
  }

  @Test func whoHasSaidWhoTheyAreIsToldSo() async throws {
    try await withLiveSite { site in
      let caller = try site.visit(site.test.signUp("ada"))
      #expect(try caller.ask("auth")["err"]?["code"]?.text == "known_already")
    }
  }

  @Test func whoWasRefusedMayAskAgain() async throws {
    try await withLiveSite { site in
      let caller = try Caller(site.path, cookie: site.test.signUp("ada").token)
      #expect(try caller.ask("auth", ["as": 77])["err"]?["code"]?.text == "bad_speaker")
      #expect(try caller.ask("auth")["ok"]?["speak"] == .bool(true))
    }
  }

  @Test func theLongestMessageFitsHoweverItsLettersAreWritten() async throws {
    try await withLiveSite { site in
      let caller = try site.visit(site.test.signUp("ada"))
      let escaped = String(repeating: "\\u4f60", count: 4000)
      let frame =
        #"{"id":9,"op":"send","room":\#(site.room),"nonce":"escaped-nonce","text":"\#(escaped)"}"#
      try caller.write(Caller.frame(1, Array(frame.utf8)))
      var answer = try caller.next()
      while answer["id"] != 9 { answer = try caller.next() }
      #expect(answer["ok"]?["seq"]?.int == 1)
    }
  }

  @Test func whoGoesOnWritingIsStillToldWhyItEnds() async throws {
    try await withLiveSite(Limits(commands: .init(burst: 1, perSecond: 1))) { site in
      let caller = try Caller(site.path, cookie: site.test.signUp("ada").token)
      let storm = (1...4000).flatMap { id -> [UInt8] in
        Caller.frame(1, (["id": .int(id), "op": .text("pong")] as JSON).bytes)
      }
      try caller.write(storm)
      #expect(try caller.closing() == Int(CloseCode.tooFast.rawValue))
    }
  }

  @Test func afterTheEndTheWayStaysOpenUntilItIsAnswered() async throws {
    try await withLiveSite { site in
      let caller = try site.visit(site.test.signUp("ada"))
      try caller.write(Caller.frame(1, Array("nonsense".utf8)))
      #expect(try caller.closing() == Int(CloseCode.badFrame.rawValue))
      try caller.write(Caller.frame(1, Array("more nonsense".utf8)))
      try caller.write(Caller.frame(8, [0x03, 0xE8]))
      let start = ContinuousClock.now
      #expect(caller.rest().isEmpty)
      #expect(ContinuousClock.now - start < .seconds(1), "hung up as soon as it was answered")
    }
  }

  @Test func nobodyIsInARoomThatWasClosed() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      let caller = try site.visit(ada)
      _ = site.test.post("/rtc/room/\(site.room)/edit", ["close": "yes"], as: ada)
      _ = try caller.next("room.close")
      #expect(try caller.ask("typing", ["room": .int(site.room)])["err"]?["code"]?.text == "not_joined")
      #expect(try caller.ask("history", ["room": .int(site.room)])["err"]?["code"]?.text == "no_room")
      try await eventually {
        try site.test.site.house(RTCModule.self).sessions.read {
          try Int.fetchOne($0, sql: "SELECT count(*) FROM rtc_here") == 0
        }
      }
    }
  }

  @Test func lagIsSaidOnceForAllRooms() async throws {
    try await withLiveSite(.none) { site in
      let rtc = site.test.site.house(RTCModule.self)
      let rooms = try (1...5).map { try rtc.openRoom("Room \($0)", at: .now) }
      let slow = try site.call(site.test.signUp("bob"))
      for room in rooms { try slow.ask("join", ["room": .int(room)]) }
      let ada = try site.call(site.test.signUp("ada"))
      let long = String(repeating: "x", count: 3900)
      for number in 1...150 {
        let room = rooms[number % rooms.count]
        let saying: JSON = [
          "room": .int(room), "nonce": .text(Word.make("n")), "text": .text("\(number) \(long)"),
        ]
        try ada.ask("send", saying)
      }
      var (seen, lags) = (0, 0)
      while seen < 150 {
        let frame = try slow.next()
        if frame["t"]?.text == "lag" { lags += 1 }
        if frame["seq"] != nil { seen += 1 }
      }
      #expect(lags == 1)
    }
  }
}
