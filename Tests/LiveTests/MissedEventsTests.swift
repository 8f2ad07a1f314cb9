import Components
import GRDB
import Kit
import KitTesting
import Logging
import RTC
import Testing

@testable import live

/// Who was away hears everything of the site's events, or that there was too much to be told.
@Suite(.serialized)
struct MissedEventsTests {
  @Test func everythingThatWasMissedIsReadOn() async throws {
    try await withLiveSite { site in
      let last = try site.heard()
      let topics = (0..<1700).map { "missed.\($0)." }
      try site.publish(topics)
      let back = try site.listen(after: last)
      let text = try back.text(until: topics[1699])
      #expect(text.topics == topics)
      try site.publish(["after"])
      #expect(try back.text(until: "\"after\"").topics == ["after"])
    }
  }

  @Test func whoReadsSlowlyHearsAllOfItToo() async throws {
    try await withLiveSite { site in
      let last = try site.heard()
      let topics = (0..<1700).map { "missed.\($0)." + String(repeating: "x", count: 500) }
      try site.publish(topics)
      let back = try site.listen(after: last)
      // Much more than a socket holds waits for this reader while another one is served.
      #expect(try site.listen(after: last).text(until: topics[1699]).topics == topics)
      #expect(try back.text(until: topics[1699]).topics == topics)
    }
  }

  @Test func whoMissedWhatIsKeptNoLongerIsToldToAskAnew() async throws {
    try await withLiveSite { site in
      let last = try site.heard()
      try site.publish((0..<20).map { "missed.\($0)." })
      try site.test.site.outbox.trim(now: .now + 4000)
      let back = try site.listen(after: last)
      let text = try back.text(until: "\"reset\"")
      #expect(text.topics == ["reset"])
      try site.publish(["after"])
      #expect(try back.text(until: "\"after\"").topics == ["after"])
      #expect(try site.listen(after: text.lastId).text(until: "\"after\"").topics == ["after"])
    }
  }

  @Test func whatThisSiteNeverGaveOutIsNoPlaceToGoOnFrom() async throws {
    try await withLiveSite { site in
      for after in ["1841", "nonsense"] {
        let text = try site.listen(after: after).text(until: "\"reset\"")
        #expect(text.topics == ["reset"])
      }
    }
  }

  @Test func whoMissedFarTooMuchIsToldToAskAnew() async throws {
    try await withLiveSite { site in
      let last = try site.heard()
      let present = try site.listen(after: last)
      try site.publish((0..<5100).map { "missed.\($0)." })
      // Now the daemon knows of them; who came before hears all of it.
      _ = try present.text(until: "missed.5099.")
      #expect(try site.listen(after: last).text(until: "\"reset\"").topics == ["reset"])
    }
  }

  @Test func forgettingKeepsUpHoweverMuchHappens() throws {
    let site = try TestSite().site
    try site.app.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7500)
          INSERT INTO outbox(at, topic, key, audience, body)
          SELECT iif(i <= 7400, 0, ?), 'x', '', 'everyone', '{}' FROM n
          """, arguments: [Moment.now])
    }
    try site.outbox.trim(now: .now)
    let left = try site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox") }
    #expect(left == 100)
  }

  @Test func aDaemonThatCannotFollowTheRoomsDoesNotBegin() async throws {
    let test = try TestSite()
    try await test.site.house(RTCModule.self).sessions.write { try $0.execute(sql: "DROP TABLE rtc_event") }
    await #expect(throws: DatabaseError.self) {
      _ = try await Daemon.start(test.site, log: Logger(label: "test"))
    }
  }
}

extension LiveSite {
  fileprivate func publish(_ topics: [String]) throws {
    let house = test.site.house(RTCModule.self).house
    try house.write { db in
      for topic in topics { try house.doors.publish(Event(topic, to: .everyone), db) }
    }
  }

  /// The id of something that was heard.
  fileprivate func heard() throws -> String {
    let stream = try Caller(path, "/live", upgrading: false)
    _ = try stream.text(until: "retry:")
    try publish(["heard"])
    return try stream.text(until: "\"heard\"").lastId
  }

  fileprivate func listen(after id: String) throws -> Caller {
    try Caller(path, "/live", headers: ["Last-Event-ID: \(id)"], upgrading: false)
  }
}

extension String {
  fileprivate var topics: [String] { matches(of: /"topic":"([^"]*)"/).map { String($0.1) } }
  fileprivate var lastId: String {
    split(separator: "id: ").last.map { String($0.prefix { $0 != "\n" }) } ?? ""
  }
}
