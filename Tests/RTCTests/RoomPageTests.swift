import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

struct RoomPageTests {
  private let site: TestSite
  private let rtc: RTCModule
  private let room: Int64

  init() throws {
    site = try TestSite()
    rtc = site.site.house()
    room = try rtc.openRoom("Kitchen", topic: "What's cooking", at: .now)
  }

  private func say(_ text: String, nonce: String = Word.make("n"), as person: Person) -> Answer {
    site.post("/rtc/room/\(room)/message", ["body": text, "nonce": nonce], as: person)
  }

  @Test func guestsAreAskedToSignIn() {
    #expect(site.get("/rtc/").location.hasPrefix("/sign-in"))
    #expect(site.get("/rtc/room/\(room)").location.hasPrefix("/sign-in"))
  }

  @Test func theListShowsRoomsAndWhoIsIn() throws {
    let page = site.get("/rtc/", as: try site.signUp("david"))
    #expect(page.status == .ok)
    #expect(page.text.contains("Kitchen") && page.text.contains("nobody here"))
    #expect(!page.text.contains("Open a room"))
  }

  @Test func withoutAScriptAMessageIsSentByForm() throws {
    let david = try site.signUp("david")
    let answer = say("**soup** <script>alert(1)</script>", as: david)
    #expect(answer.status == .seeOther)
    #expect(answer.location == "/rtc/room/\(room)#latest")
    let page = site.get("/rtc/room/\(room)", as: david).text
    #expect(page.contains("<strong>soup</strong>"))
    #expect(!page.contains("<script>alert"))
  }

  @Test func aFormSentTwiceSaysItOnce() throws {
    let david = try site.signUp("david")
    for _ in 1...2 { #expect(say("only once", nonce: "same-nonce", as: david).status == .seeOther) }
    let page = site.get("/rtc/room/\(room)", as: david).text
    #expect(page.components(separatedBy: "only once").count == 2)
  }

  @Test func anEmptyMessageIsShownAgainWithTheReason() throws {
    let answer = say("   ", as: try site.signUp("david"))
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("There is nothing to send yet."))
  }

  @Test func whatWouldBeTooLargeIsRefusedInASentenceAndKeepsItsText() throws {
    let wide = String(repeating: "a|", count: 49) + "a\n" + String(repeating: "-|", count: 49) + "-\n"
    let david = try site.signUp("david")
    let answer = say(wide + String(repeating: "b\n", count: 1500), as: david)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("a table of more than 5000 cells") && answer.text.contains("b\nb\nb\n"))
  }

  @Test func aMessageTooLongKeepsItsText() throws {
    let answer = say(String(repeating: "x", count: 4001), as: try site.signUp("david"))
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("xxxxxxxx") && answer.text.contains("too long"))
  }

  @Test func whoHasJustComeSendsFewLinks() throws {
    let david = try site.signUp("david")
    let text = (1...3).map { "https://example.org/\($0)" }.joined(separator: " ")
    let answer = say(text, as: david)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("a message can have 2 links") && answer.text.contains("example.org/3"))
    try site.site.app.write {
      try $0.execute(sql: "UPDATE admin_user SET created_at = created_at - 90000000")
    }
    #expect(say(text, as: david).status == .seeOther)
  }

  @Test func scriptsGetTheReceiptAsJSON() throws {
    let david = try site.signUp("david")
    let fields = ["body": "hi", "nonce": "json-nonce"]
    let answer = site.post(
      "/rtc/room/\(room)/message", fields, as: david, headers: ["Accept": "application/json"])
    #expect(answer.text == #"{"mid":1,"seq":1,"dup":false}"#)
  }

  @Test func whoSendsTooFastIsAskedToWait() throws {
    let david = try site.signUp("david")
    for number in 1...20 { #expect(say("number \(number)", as: david).status == .seeOther) }
    #expect(say("one more", as: david).status == .tooManyRequests)
  }

  @Test func olderMessagesAreALinkAway() throws {
    let david = try site.signUp("david")
    let speaker = ChatSpeaker(account: david.id, name: "david", handle: "david")
    try rtc.seed((1...70).map { .init(room: room, speaker: speaker, text: "number \($0).", at: .now) })
    let latest = site.get("/rtc/room/\(room)", as: david).text
    #expect(latest.contains("number 70.") && latest.contains("number 21.") && !latest.contains("number 20."))
    #expect(latest.contains("?before=21"))
    let older = site.get("/rtc/room/\(room)?before=21", as: david).text
    #expect(older.contains("number 20.") && older.contains("number 1.") && !older.contains("number 21."))
    #expect(!older.contains("Earlier messages"))
  }

  @Test func daysHaveALineAndWhatOneSaysInOneGoIsJoined() throws {
    let (david, eve) = (try site.signUp("david"), try site.signUp("eve"))
    let davids = ChatSpeaker(account: david.id, name: "david", handle: "david")
    let eves = ChatSpeaker(account: eve.id, name: "eve", handle: "eve")
    let now = Moment.now
    try rtc.seed([
      .init(room: room, speaker: davids, text: "two days ago", at: now - 2 * 86_400),
      .init(room: room, speaker: davids, text: "today", at: now),
      .init(room: room, speaker: davids, text: "and more", at: now),
      .init(room: room, speaker: eves, text: "me too", at: now),
    ])
    let page = site.get("/rtc/room/\(room)", as: david).text
    #expect(page.components(separatedBy: "class=\"day-line\"").count == 3)
    #expect(page.components(separatedBy: "class=\"message run\"").count == 2)
  }

  @Test func aRoomThatIsNoneIsNotFound() throws {
    let david = try site.signUp("david")
    for path in ["/rtc/room/999", "/rtc/room/0", "/rtc/room/x"] {
      #expect(site.get(path, as: david).status == .notFound)
    }
    let answer = site.post("/rtc/room/999/message", ["body": "hi", "nonce": "some-nonce"], as: david)
    #expect(answer.status == .notFound)
  }

  @Test func aForeignAlterIsNobodysVoice() throws {
    let answer = site.post(
      "/rtc/room/\(room)/message", ["body": "hi", "nonce": "some-nonce", "speaker": "77"],
      as: try site.signUp("david"))
    #expect(answer.status == .unprocessableContent)
  }
}
