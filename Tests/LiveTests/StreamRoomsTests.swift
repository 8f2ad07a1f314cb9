import Components
import Kit
import KitTesting
import RTC
import Testing

@testable import live

/// Several rooms in one event stream, and how it begins and ends.
@Suite(.serialized)
struct StreamRoomsTests {
  @Test func aStreamSaysWhereItBegins() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.seed(3, by: ada)
      let epoch = try site.test.site.house(RTCModule.self).epoch()
      let stream = try Caller(
        site.path, "/rtc/stream?room=\(site.room)", cookie: ada.token, upgrading: false)
      let text = try stream.text(until: "\"here\"")
      #expect(
        text.contains("data: {\"t\":\"hello\",\"conn\":\"c_") && text.contains("\"epoch\":\"\(epoch)\""))
      #expect(text.contains("{\"t\":\"joined\",\"room\":\(site.room),\"name\":\"Kitchen\""))
      #expect(text.contains("\"head\":3,\"recovered\":true,\"speak\":true}"))
    }
  }

  @Test func oneStreamHearsSeveralRoomsEachFromItsCursor() async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      try site.seed(3, by: ada)
      let rtc = site.test.site.house(RTCModule.self)
      let garden = try rtc.openRoom("Garden", at: .now)
      let query = "rooms=\(site.room):2,999,\(garden)&epoch=\(try rtc.epoch())"
      let stream = try Caller(site.path, "/rtc/stream?\(query)", cookie: ada.token, upgrading: false)
      var text = try stream.text(until: "Garden")
      #expect(text.contains("number 3") && !text.contains("number 2"))
      #expect(text.contains("{\"t\":\"refused\",\"room\":999,\"err\":{\"code\":\"no_room\""))
      let form = ["body": "from the garden", "nonce": "garden-nonce"]
      _ = site.test.post("/rtc/room/\(garden)/message", form, as: ada)
      text = try stream.text(until: "from the garden")
      #expect(text.contains("\"room\":\(garden)"))
    }
  }

  @Test(arguments: [
    "room=1&after=3", "rooms=1:2", "rooms=1,x&epoch=e", "rooms=&epoch=e", "room=1&after=-1&epoch=e",
  ])
  func aQueryThatCantBeReadIsSaidSo(query: String) async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      #expect(try site.status("/rtc/stream?\(query)", cookie: ada.token, upgrading: false) == 400)
    }
  }

  @Test(arguments: ["room=998", "rooms=998,999"])
  func aStreamOfNoRoomIsNotFound(query: String) async throws {
    try await withLiveSite { site in
      let ada = try site.test.signUp("ada")
      #expect(try site.status("/rtc/stream?\(query)", cookie: ada.token, upgrading: false) == 404)
    }
  }

  @Test func aStreamEndsWithItsLastRoom() async throws {
    try await withLiveSite { site in
      let ada = try site.test.admin()
      let garden = try site.test.site.house(RTCModule.self).openRoom("Garden", at: .now)
      let stream = try Caller(
        site.path, "/rtc/stream?rooms=\(site.room),\(garden)", cookie: ada.token, upgrading: false)
      _ = try stream.text(until: "Garden")
      _ = site.test.post("/rtc/room/\(site.room)/edit", ["close": "yes"], as: ada)
      _ = try stream.text(until: "room.close")
      _ = site.test.post(
        "/rtc/room/\(garden)/message", ["body": "still here", "nonce": "still-here"], as: ada)
      _ = try stream.text(until: "still here")
      _ = site.test.post("/rtc/room/\(garden)/edit", ["close": "yes"], as: ada)
      #expect(stream.rest().contains("room.close"))
    }
  }
}
