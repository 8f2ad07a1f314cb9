import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

@testable import live

/// What staff do about somebody reaches what they have open.
@Suite(.serialized)
struct StandingTests {
  @Test func suspensionClosesPagesAndSocketsWithinASecond() async throws {
    try await withLiveSite { site in
      let (ada, david) = (try site.test.admin(), try site.test.signUp("david"))
      let caller = try site.visit(david)
      let page = try Caller(site.path, "/live", cookie: david.token, upgrading: false)
      _ = try page.text(until: "retry:")

      let start = ContinuousClock.now
      _ = site.test.post("/admin/users/\(david.id)/suspend", ["suspend-reason": "spam"], as: ada)
      #expect(try caller.closing() == Int(CloseCode.revoked.rawValue))
      _ = try page.text(until: "session.ended")
      #expect(ContinuousClock.now - start < .seconds(1))
      #expect(site.test.get("/account", as: david).status == .seeOther)
    }
  }

  @Test func silenceHoldsFromTheNextMessageOnAndLeavesTheEars() async throws {
    try await withLiveSite { site in
      let (ada, david) = (try site.test.admin(), try site.test.signUp("david"))
      let (caller, other) = (try site.visit(david), try site.visit(ada))
      _ = site.test.post("/admin/users/\(david.id)/silence", ["silence-reason": "shouting"], as: ada)

      #expect(try caller.ask("send", site.say("No!"))["err"]?["code"]?.text == "may_not_speak")
      try caller.post("typing", ["room": .int(site.room)])
      // Its answer comes after what the typing would have caused.
      try caller.ask("history", ["room": .int(site.room)])
      try other.post("send", site.say("Peace"))
      #expect(try other.kinds(until: "msg.new").contains("typing") == false)
      #expect(try caller.next("msg.new")["d"]?["text"]?.text == "Peace")

      _ = site.test.post("/admin/users/\(david.id)/unsilence", as: ada)
      #expect(try caller.ask("send", site.say("Thanks"))["ok"] != nil)
    }
  }

  @Test func whoeverLooksOnInAnothersNameCannotSpeakAndIsNotSeen() async throws {
    try await withLiveSite { site in
      let (ada, david) = (try site.test.admin(), try site.test.signUp("david"))
      let answer = site.test.post("/admin/users/\(david.id)/act-as", as: ada)
      let acting = Person(id: david.id, name: david.name, token: try #require(answer.cookie("session")))
      let caller = try site.visit(acting)
      #expect(try caller.ask("send", site.say("In your name"))["err"]?["code"]?.text == "may_not_speak")
      let here = try site.visit(ada).next("presence")["d"]?["here"]?.string
      #expect(here?.contains("david") == false)
    }
  }

  @Test func withAReasonTheyWriteByFormWhichIsNotedAndNotOverTheLine() async throws {
    try await withLiveSite { site in
      let (ada, david) = (try site.test.admin(), try site.test.signUp("david"))
      let answer = site.test.post("/admin/users/\(david.id)/act-as", as: ada)
      let acting = Person(id: david.id, name: david.name, token: try #require(answer.cookie("session")))
      _ = site.test.post("/account/acting/raise", ["reason": "They asked me to"], as: acting)
      let caller = try site.visit(acting)
      #expect(try caller.ask("send", site.say("Unnoted"))["err"]?["code"]?.text == "may_not_speak")
      #expect(try caller.ask("presence", ["as": .int(0)])["err"]?["code"]?.text == "may_not_speak")

      let form = ["body": "Noted", "nonce": "in-your-name"]
      #expect(site.test.post("/rtc/room/\(site.room)/message", form, as: acting).status == .seeOther)
      #expect(try caller.next("msg.new")["d"]?["text"]?.text == "Noted")
      let noted = try await site.test.site.app.read {
        try String.fetchAll($0, sql: "SELECT target FROM admin_audit WHERE act = 'user.acted'")
      }
      #expect(noted == ["path:/rtc/room/\(site.room)/message"])
    }
  }

  @Test func whoIsSilencedIsThereAsTheAccountWhomeverTheyChoose() async throws {
    try await withLiveSite { site in
      let (ada, david) = (try site.test.admin(), try site.test.signUp("david"))
      let yuki = try site.test.alter("Yuki", of: david)
      _ = site.test.post("/admin/users/\(david.id)/silence", ["silence-reason": "shouting"], as: ada)
      let caller = try Caller(site.path, cookie: david.token)
      let known = try caller.ask("auth", ["as": .int(yuki)])["ok"]
      #expect(known?["speaker"]?["name"]?.text == "david" && known?["speak"] == .bool(false))
      #expect(try caller.ask("presence", ["as": .int(yuki)])["err"]?["code"]?.text == "may_not_speak")
    }
  }

  @Test func whatWasRemovedLeavesTheRoomAndIsNotSentToWhoComesLater() async throws {
    try await withLiveSite { site in
      let (ada, david) = (try site.test.admin(), try site.test.signUp("david"))
      let (speaker, other) = (try site.visit(david), try site.visit(ada))
      try speaker.ask("send", site.say("Buy my bread"))
      _ = try other.next("msg.new")
      let epoch = try site.test.site.house(RTCModule.self).epoch()

      _ = site.test.post("/admin/users/\(david.id)/remove-posts", as: ada)
      #expect(try other.next("msg.gone")["d"]?["by"]?.int == david.id)

      let late = try site.call(ada)
      try late.post("join", ["room": .int(site.room), "after": .int(0), "epoch": .text(epoch)])
      #expect(try late.next("msg.void")["seq"]?.int == 1)
    }
  }
}

extension Caller {
  /// What comes up to a kind of frame, that one included.
  fileprivate func kinds(until last: String) throws -> [String] {
    var kinds: [String] = []
    while kinds.last != last { kinds.append(try next()["t"]?.text ?? "answer") }
    return kinds
  }
}
