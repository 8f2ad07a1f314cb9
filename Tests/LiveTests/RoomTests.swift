import Components
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

@testable import live

@Suite(.serialized)
struct RoomTests {
  @Test func whatOneSaysTheOtherHearsOnceItIsOnDisk() async throws {
    try await withLiveSite { site in
      let (ada, bob) = (try site.visit(site.test.signUp("ada")), try site.visit(site.test.signUp("bob")))
      let answer = try ada.ask("send", site.say("**hello**"))
      let heard = try bob.next("msg.new")
      #expect(answer["ok"]?["seq"]?.int == 1)
      #expect(answer["ok"]?["dup"] == .bool(false))
      #expect(heard["seq"]?.int == 1)
      #expect(heard["d"]?["name"]?.text == "ada")
      #expect(heard["d"]?["html"]?.text?.contains("<strong>hello</strong>") == true)
      #expect(heard["d"]?["mid"] == answer["ok"]?["mid"])
    }
  }

  @Test func aMessageSentTwiceIsStoredOnce() async throws {
    try await withLiveSite { site in
      let ada = try site.visit(site.test.signUp("ada"))
      let say = site.say("once", nonce: "the-same-nonce")
      let (first, second) = (try ada.ask("send", say), try ada.ask("send", say))
      #expect(second["ok"]?["dup"] == .bool(true))
      #expect(second["ok"]?["mid"] == first["ok"]?["mid"])
    }
  }

  @Test func whoComesBackGetsWhatWasMissedInOrder() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      let caller = try site.visit(ada)
      for number in 1...5 { try caller.ask("send", site.say("number \(number)")) }
      let back = try Caller(site.path, cookie: ada.token)
      let epoch = try back.next("hello")["epoch"] ?? .null
      try back.ask("auth")
      let joined = try back.ask("join", ["room": .int(site.room), "after": .int(2), "epoch": epoch])
      #expect(joined["ok"]?["recovered"] == .bool(true))
      #expect(joined["ok"]?["head"]?.int == 5)
      #expect(try (3...5).map { _ in try back.next("msg.new")["seq"]?.int } == [3, 4, 5])
    }
  }

  @Test func aCursorOfAnotherEpochIsReset() async throws {
    try await withLiveSite { site in
      let caller = try site.call(site.test.signUp("ada"))
      let joined = try caller.ask(
        "join", ["room": .int(site.room), "after": .int(7), "epoch": .text("e_other")])
      #expect(joined["ok"]?["recovered"] == .bool(false))
      #expect(try caller.next("reset")["room"]?.int == site.room)
    }
  }

  @Test func aGapTooLongForTheBacklogIsReset() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.seed(320, by: ada)
      let caller = try site.call(ada)
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      let old: JSON = ["room": .int(site.room), "after": .int(1), "epoch": .text(epoch)]
      #expect(try caller.ask("join", old)["ok"]?["recovered"] == .bool(false))
      let recent: JSON = ["room": .int(site.room), "after": .int(318), "epoch": .text(epoch)]
      #expect(try caller.ask("join", recent)["ok"]?["recovered"] == .bool(true))
      #expect(try caller.next("msg.new")["seq"]?.int == 319)
    }
  }

  @Test func whoReadsSlowlyGetsEverythingLater() async throws {
    try await withLiveSite(.none) { site in
      let slow = try site.visit(site.test.signUp("bob"))
      let ada = try site.visit(site.test.signUp("ada"))
      let long = String(repeating: "x", count: 3900)
      for number in 1...120 { try ada.ask("send", site.say("\(number) \(long)")) }
      var (seen, isLagging): ([Int64], Bool) = ([], false)
      while seen.last != 120 {
        let frame = try slow.next()
        if frame["t"]?.text == "lag" { isLagging = true }
        if let seq = frame["seq"]?.int { seen.append(seq) }
      }
      #expect(isLagging)
      #expect(seen == Array(1...120))
    }
  }

  @Test func aBrowsersSessionIsResumedByItsOwnAccountOnly() async throws {
    try await withLiveSite { site in
      let (ada, bob) = (try site.test.signUp("ada"), try site.test.signUp("bob"))
      let first = try Caller(site.path, cookie: ada.token)
      let word = try first.ask("auth")["ok"]?["session"] ?? .null
      try first.ask("join", ["room": .int(site.room)])
      // A second later it is written.
      for _ in 1...2 { _ = try first.next("presence") }
      let again = try Caller(site.path, cookie: ada.token)
      let thief = try Caller(site.path, cookie: bob.token)
      #expect(try again.ask("auth", ["session": word])["ok"]?["session"] == word)
      #expect(try thief.ask("auth", ["session": word])["ok"]?["session"] != word)
    }
  }

  @Test func whatIsSentByFormReachesOpenConnections() async throws {
    try await withLiveSite { site in
      let (ada, bob) = (try site.test.signUp("ada"), try site.visit(site.test.signUp("bob")))
      let form = ["body": "without a script", "nonce": "form-nonce"]
      #expect(site.test.post("/rtc/room/\(site.room)/message", form, as: ada).status == .seeOther)
      #expect(try bob.next("msg.new")["d"]?["text"]?.text == "without a script")
    }
  }

  @Test func historyIsReadInPages() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.seed(60, by: ada)
      let page = try site.call(ada).ask("history", ["room": .int(site.room), "before": .int(21)])
      guard case .list(let events)? = page["ok"]?["events"] else { throw Caller.Gone(why: "no list") }
      #expect(events.count == 20)
      #expect(events.first?["seq"]?.int == 1)
    }
  }

  @Test func everybodySeesWhoCameAndWhoTypes() async throws {
    try await withLiveSite { site in
      let ada = try site.visit(site.test.signUp("ada"))
      let bob = try site.visit(site.test.signUp("bob"))
      try bob.post("typing", ["room": .int(site.room)])
      #expect(try ada.next("typing")["d"]?["name"]?.text == "bob")
      var seen: Set<String> = []
      while !seen.contains("bob") {
        guard case .list(let came)? = try ada.next("presence")["d"]?["came"] else { continue }
        seen.formUnion(came.compactMap { $0["name"]?.text })
      }
    }
  }

  @Test func pagesWithoutAScriptSeeWhoIsHere() async throws {
    try await withLiveSite { site in
      let bob = try site.test.signUp("bob")
      let caller = try site.visit(site.test.signUp("ada"))
      _ = try caller.next("presence")  // the reply to join
      _ = try caller.next("presence")  // a second later, when it is written as well
      try await eventually { site.test.get("/rtc/", as: bob).text.contains("1 person here") }
    }
  }
}

extension LiveSite {
  func seed(_ count: Int, by person: Person) throws {
    let speaker = ChatSpeaker(account: person.id, name: person.name, handle: person.name)
    try test.site.house(RTCModule.self).seed(
      (1...count).map { .init(room: room, speaker: speaker, text: "number \($0)", at: .now) })
  }
}

/// Asks again until it is so, at most five seconds.
func eventually(_ isSo: () throws -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(5)
  while try !isSo() {
    try #require(ContinuousClock.now < deadline, "it did not come about within five seconds")
    await Task.yield()
  }
}
