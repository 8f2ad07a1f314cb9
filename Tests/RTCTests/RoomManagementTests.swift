import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

struct RoomManagementTests {
  private let site: TestSite

  init() throws { site = try TestSite() }

  @Test func onlyAdminsOpenRooms() throws {
    let member = try site.signUp("david")
    #expect(site.get("/rtc/rooms/new", as: member).status == .forbidden)
    #expect(site.post("/rtc/rooms/new", ["name": "x", "position": "1"], as: member).status == .forbidden)
  }

  @Test func anAdminOpensRenamesAndClosesARoom() throws {
    let ada = try site.admin()
    let opened = site.post("/rtc/rooms/new", ["name": " Garden ", "topic": "", "position": "5"], as: ada)
    #expect(opened.status == .seeOther)
    let fields = ["name": "Orchard", "topic": "Apples", "position": "5"]
    #expect(site.post("\(opened.location)/edit", fields, as: ada).status == .seeOther)
    #expect(site.get("/rtc/", as: ada).text.contains("Orchard"))
    #expect(site.post("\(opened.location)/edit", ["close": "yes"], as: ada).status == .seeOther)
    #expect(site.get(opened.location, as: ada).status == .notFound)

    let id = try #require(opened.location.split(separator: "/").last)
    let (garden, orchard) = ("Garden\ntopic: \nplace: 5", "Orchard\ntopic: Apples\nplace: 5")
    #expect(
      try acts() == [
        "rtc.room.create.intent room:Garden - > \(garden)",
        "rtc.room.create.done room:Garden - > room:\(id)\n\(garden)",
        "rtc.room.update.intent room:\(id) \(garden) > \(orchard)",
        "rtc.room.update.done room:\(id) \(garden) > \(orchard)",
        "rtc.room.close.intent room:\(id) open > closed", "rtc.room.close.done room:\(id) open > closed",
      ])
  }

  private func acts() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT act || ' ' || target || ' ' || ifnull(before, '-') || ' > ' || ifnull(after, '-')
          FROM admin_audit WHERE target GLOB 'room:*' ORDER BY id
          """)
    }
  }

  @Test func aRoomNeedsANameAndAPlace() throws {
    let answer = site.post("/rtc/rooms/new", ["name": "", "position": "no"], as: try site.admin())
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("A room needs a name.") && answer.text.contains("0 to 9999"))
  }

  @Test func roomsStandInTheOrderOfTheirPlaces() throws {
    let rtc: RTCModule = site.site.house()
    _ = try rtc.openRoom("Zebra", position: 1, at: .now)
    _ = try rtc.openRoom("Aardvark", position: 2, at: .now)
    let page = site.get("/rtc/", as: try site.signUp("david")).text
    let (zebra, aardvark) = (page.firstRange(of: "Zebra"), page.firstRange(of: "Aardvark"))
    #expect(try #require(zebra).lowerBound < #require(aardvark).lowerBound)
  }
}
