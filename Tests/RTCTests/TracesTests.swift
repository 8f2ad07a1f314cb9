import Components
import GRDB
import Kit
import KitTesting
import Testing

@testable import RTC

@Suite struct TracesTests {
  let site: TestSite
  let rtc: RTCModule
  let room: Int64
  let david: Person

  init() throws {
    site = try TestSite()
    rtc = site.site.house()
    room = try rtc.openRoom("Kitchen", at: .now)
    david = try site.signUp("david")
    for (person, text) in [(david, "Buy my bread"), (try site.admin(), "No, thanks")] {
      _ = site.post("/rtc/room/\(room)/message", ["body": text, "nonce": "12345678"], as: person)
    }
  }

  @Test func theLogKeepsItsNumbersAndSaysNothingOfWhatIsGone() throws {
    #expect(try rtc.removeEverything(by: david.id, at: .now) == 1)

    let events = try events()
    #expect(events.map(\.seq) == [1, 2, 3])
    #expect(events.map(\.kind) == ["msg.void", "msg.new", "msg.gone"])
    #expect(
      !events.contains { String(decoding: $0.frame(Handles()), as: UTF8.self).contains("Buy my bread") })
  }

  @Test func itComesBackAndTwiceIsOnce() throws {
    for count in [1, 0] { #expect(try rtc.removeEverything(by: david.id, at: .now) == count) }
    for count in [1, 0] { #expect(try rtc.restoreEverything(by: david.id, at: .now) == count) }

    #expect(try events().map(\.kind) == ["msg.new", "msg.new", "msg.gone", "msg.back"])
    #expect(site.get("/rtc/room/\(room)", as: david).text.contains("Buy my bread"))
  }

  private func events() throws -> [RoomEvent] { try rtc.sessions.read { try RoomEvent.following(0, $0) } }
}
