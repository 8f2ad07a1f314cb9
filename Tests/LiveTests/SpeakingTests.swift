import Components
import GRDB
import Kit
import KitTesting
import RTC
import Testing

/// Talking as an alter over the live line.
struct SpeakingTests {
  @Test func oneRuleSaysWhoSpeaks() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david, tags: ("Y:", ""))
      let (caller, other) = (try site.visit(david), try site.visit(site.test.signUp("kevin")))
      let sayings: [(JSON, String)] = [
        (site.say("One"), "david"), (site.say("Y: two"), "Yuki"), (site.say("\\Y: three"), "david"),
        (site.say("four").with(["as": .int(yuki)]), "Yuki"),
        (site.say("five").with(["as": .int(0), "shown": .int(0)]), "david"),
      ]
      for (saying, name) in sayings {
        try caller.ask("send", saying)
        #expect(try other.next("msg.new")["d"]?["name"]?.text == name)
      }
    }
  }

  @Test func whoSpokeLastIsTheSameForPagesAndTheLine() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david, tags: ("Y:", ""))
      _ = site.test.post("/account/system/speaking", ["chat": "latch", "forums": "off"], as: david)
      let (caller, other) = (try site.visit(david), try site.visit(site.test.signUp("kevin")))
      try caller.ask("send", site.say("Y: two"))
      try caller.ask("send", site.say("three"))
      #expect(try other.next("msg.new")["d"]?["as"]?.int == yuki)
      #expect(try other.next("msg.new")["d"]?["as"]?.int == yuki)
      #expect(
        site.test.get("/rtc/room/\(site.room)", as: david).text.contains("<option value=\"\(yuki)\" selected")
      )
    }
  }

  @Test func aRefusalNamesNobodyElseAndPostsNothing() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let dexen = try site.test.alter("Dexen", of: david, visibility: "private", tags: ("D:", ""))
      let (caller, other) = (try site.visit(david), try site.visit(site.test.signUp("kevin")))
      let refused = try caller.ask("send", site.say("D: hello"))["err"]
      #expect(refused?["code"]?.text == "ask_speaker" && refused?["ask"]?.int == dexen)
      #expect(try caller.ask("presence", ["as": .int(dexen)])["err"]?["code"]?.text == "ask_speaker")
      try caller.ask("send", site.say("D: hello").with(["ok": .int(dexen)]))
      #expect(try other.next("msg.new")["d"]?["name"]?.text == "Dexen")
    }
  }

  @Test func whatHasArrivedIsNotAskedAboutAgain() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david, tags: ("Y:", ""))
      let caller = try site.visit(david)
      let saying = site.say("hello", nonce: "known-nonce").with(["as": .int(0), "shown": .int(0)])
      try caller.ask("send", saying)
      _ = site.test.post("/account/system/speaking", ["chat": "fixed-\(yuki)", "forums": "off"], as: david)
      #expect(try caller.ask("send", saying)["ok"]?["dup"] == .bool(true))
    }
  }

  @Test func anotherVoiceIsToldToWhoIsThereAndToWhoComesLater() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david)
      let (caller, other) = (try site.visit(david), try site.visit(site.test.signUp("kevin")))
      let message = try #require(try caller.ask("send", site.say("hello"))["ok"]?["mid"]?.int)
      _ = try other.next("msg.new")
      _ = site.test.post("/rtc/message/\(message)/repost", ["speaker": "\(yuki)"], as: david)
      let update = try other.next("msg.update")
      #expect(update["d"]?["name"]?.text == "Yuki" && update["d"]?["of"]?.int == 1)
      #expect(update.string.contains("\"name\":\"david\"") == false)

      let late = try site.call(site.test.signUp("judith"))
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      try late.post("join", ["room": .int(site.room), "after": .int(0), "epoch": .text(epoch)])
      #expect(try late.next("msg.new")["d"]?["name"]?.text == "Yuki")
    }
  }

  @Test func whetherTheAccountIsSeenIsAskedForEachEventAndForTheLogToo() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      try site.test.alter("Yuki", of: david, tags: ("Y:", ""))
      let (caller, other) = (try site.visit(david), try site.visit(site.test.signUp("kevin")))
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      func handles(_ caller: Caller, _ count: Int) throws -> [String?] {
        try (0..<count).map { _ in try caller.next("msg.new")["d"]?["handle"]?.text }
      }
      func replay(_ name: String, _ count: Int) throws -> [String?] {
        let late = try site.call(site.test.signUp(name))
        try late.post("join", ["room": .int(site.room), "after": .int(0), "epoch": .text(epoch)])
        return try handles(late, count)
      }
      try caller.ask("send", site.say("Y: one"))
      #expect(try handles(other, 1) == ["david"])
      #expect(try replay("judith", 1) == ["david"])
      try site.test.set("speaking.handle", "hidden")
      #expect(try replay("late", 1) == [""], "what was said before, too")
      try caller.ask("send", site.say("Y: two"))
      #expect(try handles(other, 1) == [""])
      let past = try other.ask("history", ["room": .int(site.room)])["ok"]?["events"]?.string ?? ""
      #expect(past.contains("Yuki") && !past.contains("\"handle\":\"david\""))
      try site.test.set("speaking.handle", "shown")
      try caller.ask("send", site.say("Y: three"))
      #expect(try handles(other, 1) == ["david"])
      #expect(try replay("later", 3) == ["david", "david", "david"])
    }
  }

  @Test func whoIsInARoomIsSeenWithTheAccountOnlyWhereReadersSeeIt() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david)
      let other = try site.visit(site.test.signUp("kevin"))
      let caller = try site.visit(david)
      try caller.ask("presence", ["as": .int(yuki)])
      func until(_ handle: String) throws {
        let text = "\"as\":\(yuki),\"name\":\"Yuki\",\"handle\":\"\(handle)\""
        while try !other.next("presence")["d"]["came"].contains(text) {}
      }
      try until("david")
      try site.test.set("speaking.handle", "hidden")
      try until("")
    }
  }

  @Test func whoWasHiddenIsSeenInTheRoomNoLonger() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david)
      let other = try site.visit(site.test.signUp("kevin"))
      let caller = try site.visit(david)
      try caller.ask("presence", ["as": .int(yuki)])
      let asYuki = "{\"by\":\(david.id),\"as\":\(yuki)"
      // Whoever came meanwhile may stand in the same frame.
      while try !other.next("presence")["d"]["came"].contains(asYuki) {}
      try await site.test.site.app.write {
        try $0.execute(
          sql: "UPDATE template_alter SET visibility = 'private' WHERE id = ?", arguments: [yuki])
      }
      var change = try other.next("presence")["d"]
      while !change["went"].contains(asYuki) { change = try other.next("presence")["d"] }
      #expect(change["came"].contains("{\"by\":\(david.id),\"as\":null"))
    }
  }
}

extension JSON? {
  fileprivate subscript(name: String) -> JSON? { self?[name] }
  fileprivate func contains(_ text: String) -> Bool { self?.string.contains(text) ?? false }
}
