import Components
import GRDB
import Kit
import KitTesting
import RTC
import Testing

@testable import live

/// Whoever is seen on a connection says what is sent there without naming anybody.
struct StanceTests {
  @Test func whoIsSeenAsAnAlterIsNotGivenAwayByAMessage() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david)
      let other = try site.visit(site.test.signUp("kevin"))
      let caller = try Caller(site.path, cookie: david.token)
      try caller.ask("auth", ["as": .int(yuki)])
      try caller.ask("join", ["room": .int(site.room)])
      try caller.ask("send", site.say("as whom I am seen"))
      #expect(try other.next("msg.new")["d"]?["as"]?.int == yuki)

      try caller.ask("presence", ["as": 0])
      try caller.ask("send", site.say("as myself"))
      #expect(try other.next("msg.new")["d"]?["as"] == .null)
      try caller.ask("send", site.say("once more").with(["as": .int(yuki)]))
      #expect(try other.next("msg.new")["d"]?["as"]?.int == yuki)
    }
  }

  @Test func withoutAChoiceItIsWhoeverSpeaksUsually() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david)
      _ = site.test.post("/account/system/speaking", ["chat": "fixed-\(yuki)", "forums": "off"], as: david)
      let (caller, other) = (
        try Caller(site.path, cookie: david.token), try site.visit(site.test.signUp("kevin"))
      )
      #expect(try caller.ask("auth")["ok"]?["speaker"]?["as"]?.int == yuki)
      try caller.ask("send", site.say("hello"))
      #expect(try other.next("msg.new")["d"]?["as"]?.int == yuki)
    }
  }

  @Test func whoMayNotBeSeenYetIsAskedAboutAndTheAccountDoesNotSpeakInTheirPlace() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let dexen = try site.test.alter("Dexen", of: david, visibility: "private")
      _ = site.test.post("/account/system/speaking", ["chat": "fixed-\(dexen)", "forums": "off"], as: david)
      let caller = try site.visit(david)
      let refused = try caller.ask("send", site.say("hello"))["err"]
      #expect(refused?["code"]?.text == "ask_speaker" && refused?["ask"]?.int == dexen)
    }
  }

  @Test func aConsentIsTakenWhereverItIsAskedFor() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let (dexen, noor) = (
        try site.test.alter("Dexen", of: david, visibility: "private"),
        try site.test.alter("Noor", of: david, visibility: "private")
      )
      let caller = try Caller(site.path, cookie: david.token)
      #expect(try caller.ask("auth", ["as": .int(dexen)])["err"]?["ask"]?.int == dexen)
      let known = try caller.ask("auth", ["as": .int(dexen), "ok": .int(dexen)])["ok"]
      #expect(known?["speaker"]?["name"]?.text == "Dexen")
      #expect(try caller.ask("presence", ["as": .int(noor), "ok": .int(dexen)])["err"]?["ask"]?.int == noor)
      let seen = try caller.ask("presence", ["as": .int(noor), "ok": .int(noor)])["ok"]
      #expect(seen?["speaker"]?["name"]?.text == "Noor")
    }
  }

  @Test func whoWasShownIsComparedWithWhoWouldSpeak() async throws {
    try await withLiveSite { site in
      let david = try site.test.signUp("david")
      let yuki = try site.test.alter("Yuki", of: david)
      let caller = try site.visit(david)
      try caller.ask("presence", ["as": .int(yuki)])
      let refused = try caller.ask("send", site.say("hello").with(["shown": 0]))["err"]
      #expect(refused?["code"]?.text == "ask_speaker" && refused?["ask"] == .null)
      #expect(try caller.ask("send", site.say("hello").with(["shown": .int(yuki)]))["ok"] != nil)
    }
  }
}
