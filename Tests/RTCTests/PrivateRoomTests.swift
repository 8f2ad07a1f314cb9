import Components
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

struct PrivateRoomTests {
  private let site: TestSite
  private let rtc: RTCModule
  private let ada: Person
  private let kim: Person
  private let david: Person

  init() throws {
    site = try TestSite()
    rtc = site.site.house()
    ada = try site.admin()
    kim = try site.keeper(as: ada)
    david = try site.signUp("david")
    _ = try rtc.openRoom("Kitchen", at: .now)
  }

  private func open() throws -> Int64 {
    let room = try rtc.openRoom("Cellar", at: .now)
    site.say("member:rtc.read=no", "moderator:rtc.read=no", in: .room(room), as: ada)
    return room
  }

  private func say(in room: Int64, as person: Person) -> Answer {
    site.post("/rtc/room/\(room)/message", ["body": "psst", "nonce": Word.make("n")], as: person)
  }

  @Test func pagesAreWhatTheyWouldBeWithoutIt() throws {
    let pages = { ["/", "/rtc"].map { site.get($0, as: david).text } }
    let before = pages()
    let room = try open()
    #expect(say(in: room, as: kim).status == .seeOther)
    #expect(pages() == before)
    #expect(!site.get("/rtc/room/1", as: david).text.contains("Cellar"))
    #expect(site.get("/rtc", as: kim).text.contains("Cellar"))
  }

  @Test func aRoomThatOneMayNotReadIsNone() throws {
    let room = try open()
    for id in [room, 999] {
      #expect(site.get("/rtc/room/\(id)", as: david).status == .notFound)
      #expect(say(in: id, as: david).status == .notFound)
    }
    site.say("keeper:rtc.read=no", in: .room(room), as: ada)
    #expect(site.get("/rtc/room/\(room)", as: kim).status == .notFound)
  }

  @Test func aRoomMayBeThereToReadAlong() throws {
    site.say("member:rtc.speak=no", in: .room(1), as: ada)
    let page = site.get("/rtc/room/1", as: david)
    #expect(page.status == .ok && !page.text.contains("Say something"))
    #expect(say(in: 1, as: david).status == .forbidden)
  }

  @Test func theRoomsOwnPageLeadsToItsPermissions() {
    #expect(site.get("/rtc/room/1/edit", as: ada).text.contains("/admin/permissions/rtc.room/1"))
    #expect(site.get("/admin/permissions/rtc.room/1", as: ada).text.contains("Kitchen"))
  }
}
