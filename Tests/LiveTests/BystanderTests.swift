import Components
import Foundation
import GRDB
import Kit
import KitTesting
import RTC
import Testing

@testable import live

/// One account does not slow the others.
@Suite(.serialized)
struct BystanderTests {
  @Test func aSystemOfFiveThousandKeepsNobodyWaiting() async throws {
    try await withLiveSite(.none) { site in
      let david = try site.test.signUp("david")
      try site.furnish(david, 5000)
      let (heavy, bystander) = (try site.visit(david), try site.visit(site.test.signUp("kevin")))
      var (slowest, names) = (Duration.zero, [String]())
      /// One frame of theirs; whether it is an answer.
      func isAnswer() throws -> Bool {
        let frame = try heavy.next()
        let name = frame["t"]?.text == "msg.new" ? frame["d"]?["name"]?.text : nil
        if let name, name != "kevin" { names.append(name) }
        return frame["id"] != nil
      }
      for number in 1...10 {
        // What is kept of the system is void each time, the worst that can be done.
        try await site.test.site.app.write {
          try $0.execute(sql: "UPDATE template_proxy_tag SET prefix = 'x\(number):' WHERE alter_id = 7")
        }
        for _ in 1...3 { try heavy.post("send", site.say("x\(number): hello")) }
        slowest = max(
          slowest, try ContinuousClock().measure { try bystander.ask("send", site.say("quick")) })
        // With other tags they would be somebody else's words.
        for _ in 1...3 { while try !isAnswer() {} }
      }
      print("figure bystander-ack-slowest \(slowest)")
      #expect(slowest < .seconds(1))
      while names.count < 30 { _ = try isAnswer() }
      #expect(Set(names) == ["Alter 7"], "in their order, as who they are")
    }
  }

  @Test func whatOneSendsWithoutWaitingStaysInItsOrder() async throws {
    try await withLiveSite(.none) { site in
      let david = try site.test.signUp("david")
      try site.test.alter("Yuki", of: david, tags: ("Y:", ""))
      let (caller, other) = (try site.visit(david), try site.visit(site.test.signUp("kevin")))
      for number in 1...60 {
        try caller.post("send", site.say("\(number.isMultiple(of: 3) ? "Y: " : "")\(number)"))
      }
      let heard = try (1...60).map { _ in try other.next("msg.new")["d"]?["text"]?.text }
      #expect(heard == (1...60).map { "\($0)" })
    }
  }

  @Test func streamsOfOneAccountAreCounted() async throws {
    try await withLiveSite(Limits(streamsPerAccount: 2)) { site in
      let ada = try site.test.signUp("ada")
      let listen = { (who: Person) in try Caller(site.path, "/live", cookie: who.token, upgrading: false) }
      var open = try [listen(ada), listen(ada)]
      for stream in open { _ = try stream.text(until: "retry:") }
      #expect(try listen(ada).status == 429)
      #expect(try listen(site.test.signUp("bob")).status == 200, "it is that account's alone")
      open.removeLast()
      try await eventually { try listen(ada).status == 200 }
      withExtendedLifetime(open) {}
    }
  }

  @Test func connectionsOfOneAddressAreCountedWhateverTheyAre() async throws {
    try await withLiveSite(Limits(connectionsPerAddress: 3)) { site in
      let ada = try site.test.signUp("ada")
      let from = { (address: String, target: String) in
        try Caller(
          site.path, target, cookie: ada.token, headers: ["X-Forwarded-For: \(address)"],
          upgrading: target == "/rtc/ws")
      }
      let open = try [
        from("2001:db8::1", "/live"), from("2001:db8::2", "/rtc/ws"),
        from("2001:db8::3", "/rtc/stream?room=\(site.room)"),
      ]
      #expect(open.map(\.status) == [200, 101, 200])
      for target in ["/live", "/rtc/ws", "/rtc/stream?room=\(site.room)"] {
        #expect(try from("2001:db8::4", target).status == 429, "the same network: \(target)")
      }
      #expect(try from("2001:db8:0:1::1", "/live").status == 200)
      #expect(try from("192.0.2.7", "/rtc/ws").status == 101)
      withExtendedLifetime(open) {}
    }
  }

  @Test func messagesOfOneAddressAreCountedOverItsAccounts() async throws {
    try await withLiveSite(Limits(sendsPerAddress: .init(burst: 2, perSecond: 0.1))) { site in
      var codes: [String?] = []
      for name in ["ada", "bob", "cleo"] {
        let caller = try Caller(
          site.path, cookie: site.test.signUp(name).token, headers: ["X-Forwarded-For: 192.0.2.7"])
        try caller.ask("auth")
        codes.append(try caller.ask("send", site.say("hello"))["err"]?["code"]?.text)
      }
      #expect(codes == [nil, nil, "slow_down"])
    }
  }

  @Test func thePastIsReadWithMeasure() async throws {
    try await withLiveSite(Limits(reads: .init(burst: 2, perSecond: 0.1))) { site in
      let caller = try site.call(site.test.signUp("ada"))
      let codes = try (1...3).map { _ in
        try caller.ask("history", ["room": .int(site.room)])["err"]?["code"]?.text
      }
      #expect(codes == [nil, nil, "slow_down"])
    }
  }
}

extension LiveSite {
  /// A system whose members have tags each.
  fileprivate func furnish(_ person: Person, _ count: Int) throws {
    try test.site.app.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
          INSERT INTO template_alter(id, account_id, slug, name, visibility, created_at)
          SELECT i, \(person.id), 'a' || i, 'Alter ' || i, 'public', 0 FROM n WHERE i > 6
          """)
      try db.execute(
        sql: """
          INSERT INTO template_proxy_tag(alter_id, prefix, suffix) SELECT id, 'n' || id || ':', '' FROM template_alter
          WHERE account_id = \(person.id)
          """)
    }
  }
}
