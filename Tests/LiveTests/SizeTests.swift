import Components
import GRDB
import Kit
import KitTesting
import RTC
import Testing

@testable import live

/// What a frame, an answer, a replay and a queue may hold is bounded in bytes.
@Suite(.serialized)
struct SizeTests {
  private static let largest = 262_144

  @Test func whatWasStoredTooLargeIsShownShortenedAndBreaksNoRoom() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.store(40, html: "<p>\(String(repeating: "<b></b>", count: 150_000))</p>", by: ada)
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      let caller = try site.call(ada)
      let joined = try caller.ask("join", ["room": .int(site.room), "after": .int(0), "epoch": .text(epoch)])
      #expect(joined["ok"]?["recovered"] == .bool(true))
      for seq in 1...40 {
        let frame = try caller.next("msg.new")
        #expect(frame["seq"]?.int == Int64(seq) && frame.bytes.count < 65_536)
        #expect(frame["d"]?["html"]?.text?.contains("too large to be shown") == true)
      }
      let past = try caller.ask("history", ["room": .int(site.room)])
      #expect(past.bytes.count < Self.largest + 65_536)
      #expect(site.test.get("/rtc/room/\(site.room)", as: ada).text.utf8.count < 1_048_576)
    }
  }

  @Test func aPageOfHistoryEndsWhereItIsFullAndTheNextGoesOn() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.store(60, html: "<p>\(String(repeating: "x", count: 30_000))</p>", by: ada)
      let caller = try site.call(ada)
      var (seen, before): ([Int64], Int64) = ([], 61)
      while before > 1 {
        let past = try caller.ask("history", ["room": .int(site.room), "before": .int(before)])
        #expect(past.bytes.count < Self.largest + 65_536)
        guard case .list(let events)? = past["ok"]?["events"] else { throw Caller.Gone(why: "no list") }
        let page = events.compactMap { $0["seq"]?.int }
        #expect(!page.isEmpty)
        (seen, before) = (page + seen, page.first ?? 0)
      }
      #expect(seen == Array(1...60))
    }
  }

  @Test func aReplayThatIsTooLargeIsAReset() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.store(180, html: "<p>\(String(repeating: "x", count: 30_000))</p>", by: ada)
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      for (after, isRecovered) in [(Int64(1), false), (170, true)] {
        let caller = try site.call(ada)
        let join: JSON = ["room": .int(site.room), "after": .int(after), "epoch": .text(epoch)]
        #expect(try caller.ask("join", join)["ok"]?["recovered"] == .bool(isRecovered))
      }
    }
  }

  @Test func whoAsksMuchAndTakesNothingIsHungUpOn() async throws {
    try await withLiveSite(.none) { site in
      let ada = try site.test.signUp("ada")
      try site.store(60, html: "<p>\(String(repeating: "x", count: 30_000))</p>", by: ada)
      let caller = try site.visit(ada)
      try await eventually { try site.connections() == 1 }
      // At once: of one who takes nothing no more is read.
      try caller.write(
        (1...16).flatMap { id -> [UInt8] in
          let ask: JSON = ["id": .int(100 + Int64(id)), "op": .text("history"), "room": .int(site.room)]
          return Caller.frame(1, ask.bytes)
        })
      try await eventually { try site.connections() == 0 }
      withExtendedLifetime(caller) {}
    }
  }
}

extension LiveSite {
  /// As the daemon has written them down.
  fileprivate func connections() throws -> Int? {
    try test.site.house(RTCModule.self).sessions.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM rtc_connection")
    }
  }

  /// Messages as they lie in the file, however they came there.
  fileprivate func store(_ count: Int, html: String, by person: Person) throws {
    try test.site.house(RTCModule.self).sessions.write { db in
      for number in 1...count {
        try db.execute(
          sql: """
            INSERT INTO rtc_message(room, seq, author, name, handle, pronouns, color, nonce, body, html, at)
            VALUES (?, ?, ?, 'ada', 'ada', '', '', ?, ?, ?, ?)
            """,
          arguments: [room, number, person.id, "stored-\(number)", "<number \(number)>", html, Moment.now])
        try db.execute(
          sql:
            "INSERT INTO rtc_event(room, seq, kind, message, at) VALUES (?, ?, 'msg.new', last_insert_rowid(), 0)",
          arguments: [room, number])
      }
      try db.execute(sql: "UPDATE rtc_room SET head = ? WHERE id = ?", arguments: [count, room])
    }
  }
}
