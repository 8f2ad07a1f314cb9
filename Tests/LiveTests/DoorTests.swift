import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

@testable import live

@Suite(.serialized)
struct DoorTests {
  @Test(arguments: [nil, "http://evil.example", "http://localhost:8081", "null"])
  func pagesOfOtherSitesAreRefused(origin: String?) async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      #expect(try site.status(cookie: ada.token, origin: origin) == 403)
    }
  }

  @Test(arguments: ["http://localhost:8080", "http://127.0.0.1:8080"])
  func inDevelopmentTheMachineHasTwoNames(origin: String) async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      #expect(try site.status(cookie: ada.token, origin: origin) == 101)
    }
  }

  @Test func anotherSubprotocolIsRefused() async throws {
    try await withLiveSite { site in
      let statuses = [
        try site.status(subprotocol: "rtc.v9.json"), try site.status(upgrading: false),
        try site.status("/elsewhere", upgrading: false),
      ]
      #expect(statuses == [400, 426, 404])
    }
  }

  @Test func whoIsNotLetInIsToldWhyAsByEveryFault() async throws {
    try await withLiveSite(Limits(connectionsPerAddress: 1)) { site in
      let ada = try site.test.signUp("ada")
      let open = try Caller(
        site.path, "/live", cookie: ada.token, headers: ["X-Forwarded-For: 192.0.2.7"], upgrading: false)
      var others = 0
      func report(
        _ target: String = "/rtc/ws", from address: String? = nil, cookie: String? = nil,
        origin: String? = nil, upgrading: Bool = false
      ) throws -> String {
        others += 1
        let address = address ?? "198.51.100.\(others)"
        let caller = try Caller(
          site.path, target, cookie: cookie, origin: origin, headers: ["X-Forwarded-For: \(address)"],
          upgrading: upgrading)
        let report = try #require(JSON(text: caller.rest()))
        #expect(
          (report["temp"] == .bool(true)) == (report["retry"]?.int != nil) && report["text"]?.text != "")
        return "\(caller.status) \(report["code"]?.text ?? "-")"
      }
      let room = "/rtc/stream?room=\(site.room)"
      #expect(try report() == "426 upgrade")
      #expect(try report(upgrading: true) == "403 forbidden")
      #expect(try report(room) == "401 sign_in")
      #expect(try report("/rtc/stream", cookie: ada.token) == "400 bad_request")
      #expect(try report("/rtc/stream?room=999", cookie: ada.token) == "404 not_found")
      for target in ["/live", "/rtc/ws", room] {
        #expect(try report(target, from: "192.0.2.7", cookie: ada.token) == "429 slow_down")
      }
      withExtendedLifetime(open) {}
    }
  }

  @Test func guestsAreToldToSignIn() async throws {
    try await withLiveSite { site in
      let guest = try Caller(site.path)
      try guest.post("auth")
      #expect(try guest.closing() == Int(CloseCode.noAuth.rawValue))
    }
  }

  @Test func whoSaysNothingIsClosed() async throws {
    try await withLiveSite(Limits(authSeconds: 0)) { site in
      let caller = try Caller(site.path)
      #expect(try caller.closing() == Int(CloseCode.noAuth.rawValue))
    }
  }

  @Test func nothingIsDoneBeforeAuth() async throws {
    try await withLiveSite { site in
      let caller = try Caller(site.path, cookie: site.test.signUp("ada").token)
      #expect(try caller.ask("join", ["room": .int(site.room)])["err"]?["code"]?.text == "auth_first")
    }
  }

  @Test func aRevokedSessionIsClosedAtOnce() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      let caller = try site.visit(ada)
      #expect(site.test.post("/sign-out", as: ada).status == .seeOther)
      let start = ContinuousClock.now
      #expect(try caller.closing() == Int(CloseCode.revoked.rawValue))
      #expect(ContinuousClock.now - start < .seconds(1))
    }
  }

  @Test func aClosedHouseShowsEverybodyOutAndLeavesTheSitesEventsOpen() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      let caller = try site.visit(ada)
      let live = try Caller(site.path, "/live", cookie: ada.token, upgrading: false)
      try site.test.site.registry.setEnabled("rtc", false, by: "test", now: .now)
      #expect(try caller.closing() == Int(CloseCode.closed.rawValue))
      #expect(try site.status(cookie: ada.token) == 404)
      try site.publish(Event("face", to: .everyone, body: "{\"face\":3}"))
      #expect(try live.text(until: "\"face\":3").contains("\"topic\":\"face\""))
    }
  }

  @Test func whoMayNotSpeakIsRefusedFromTheNextMessageOn() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      let caller = try site.visit(ada)
      try caller.ask("send", site.say("while I may"))
      try await site.test.site.app.write { db in
        try db.execute(sql: "DELETE FROM admin_session")
      }
      #expect(try caller.ask("send", site.say("no more"))["err"]?["code"]?.text == "may_not_speak")
    }
  }

  @Test func whoMayNoLongerReadIsShownOutAtOnce() async throws {
    try await withLiveSite { site in
      let caller = try site.visit(site.test.signUp("ada"))
      try await site.test.site.app.write { db in
        try db.execute(
          sql: """
            UPDATE admin_permission SET granted = 0 WHERE role = 'member' AND key = 'rtc.read';
            """)
      }
      let start = ContinuousClock.now
      try site.publish(Event("permissions", to: .daemon))
      #expect(try caller.closing() == Int(CloseCode.mayNot.rawValue), "the session itself goes on")
      #expect(ContinuousClock.now - start < .seconds(1))
    }
  }

  @Test func tooManyConnectionsOfOneAccountAreRefused() async throws {
    try await withLiveSite(Limits(connectionsPerAccount: 1)) { site in
      let ada = try site.test.signUp("ada")
      let first = try site.call(ada)
      let second = try Caller(site.path, cookie: ada.token)
      try second.post("auth")
      #expect(try second.closing() == Int(CloseCode.tooManyConnections.rawValue))
      withExtendedLifetime(first) {}
    }
  }

  @Test func atTheEndEverybodyIsAskedToComeBackAndWhatWasSentIsKept() async throws {
    let site = try await LiveSite()
    let caller = try site.visit(site.test.signUp("ada"))
    try caller.ask("send", site.say("kept"))
    let daemon = site.daemon
    async let drained: Void = daemon.drain()
    let frame = try caller.next("reconnect")
    #expect((100...2000).contains(frame["after"]?.int ?? 0))
    #expect(try caller.closing() == Int(CloseCode.restart.rawValue))
    await drained
    #expect(site.test.get("/rtc/room/\(site.room)", as: try site.test.signUp("bob")).text.contains("kept"))
  }
}

extension LiveSite {
  func publish(_ event: Event) throws {
    let house = test.site.house(RTCModule.self).house
    try house.write { try house.doors.publish(event, $0) }
  }
}
