import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

/// Talking as an alter, by form.
struct SpeakingTests {
  private let site: TestSite
  private let rtc: RTCModule
  private let david: Person
  private let kevin: Person

  init() throws {
    site = try TestSite()
    rtc = site.site.house()
    _ = try rtc.openRoom("Kitchen", topic: "", at: .now)
    (david, kevin) = (try site.signUp("david"), try site.signUp("kevin"))
  }

  @discardableResult
  private func say(_ text: String, as person: Person, _ more: [String: String] = [:]) -> Answer {
    site.post(
      "/rtc/room/1/message", ["body": text, "nonce": Word.make("n")].merging(more) { $1 }, as: person)
  }

  private func names() throws -> [String] {
    try rtc.sessions.read { try String.fetchAll($0, sql: "SELECT name FROM rtc_message ORDER BY id") }
  }

  @Test func theRoomSaysWhoIsAboutToSpeak() throws {
    #expect(site.get("/rtc/room/1", as: kevin).text.contains("Posting as <b>kevin</b>"))
    let yuki = try site.alter("Yuki", of: david)
    _ = site.post("/account/system/speaking", ["chat": "fixed-\(yuki)", "forums": "off"], as: david)
    #expect(site.get("/rtc/room/1", as: david).text.contains("<option value=\"\(yuki)\" selected"))
  }

  @Test func tagsAChoiceAndTheLatchDecide() throws {
    let yuki = try site.alter("Yuki", of: david, tags: ("Y:", ""))
    say("One", as: david)
    say("Y: Two", as: david)
    say("Three", as: david, ["speaker": "\(yuki)", "speaker-shown": "0"])
    _ = site.post("/account/system/speaking", ["chat": "latch", "forums": "off"], as: david)
    say("Y: Four", as: david)
    say("Five", as: david)
    say("\\Six", as: david)
    say("\\\\Seven", as: david)
    say("Eight", as: david)
    #expect(try names() == ["david", "Yuki", "Yuki", "Yuki", "Yuki", "david", "david", "david"])
    let page = site.get("/rtc/room/1", as: kevin).text
    #expect(!page.contains("Y:") && page.contains("@david"))
  }

  @Test func aRefusalKeepsTheTextAndOffersAChoice() throws {
    let dexen = try site.alter("Dexen", of: david, visibility: "private", tags: ("D:", ""))
    let asked = say("D: My words", as: david)
    #expect(asked.status == .unprocessableContent)
    #expect(asked.text.contains(">D: My words</textarea>") && asked.text.contains("Dexen is private"))
    #expect(try names().isEmpty)
    let json = say("D: My words", as: david, ["as": ""]).text
    #expect(!json.isEmpty)
    #expect(say("D: My words", as: david, ["speaker-ok": "\(dexen)"]).status == .seeOther)
    #expect(try names() == ["Dexen"])
  }

  @Test func aScriptIsToldWhomToAskAbout() throws {
    let dexen = try site.alter("Dexen", of: david, visibility: "private", tags: ("D:", ""))
    let answer = site.post(
      "/rtc/room/1/message", ["body": "D: hello", "nonce": "some-nonce"], as: david,
      headers: ["Accept": "application/json"])
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("\"code\":\"ask_speaker\"") && answer.text.contains("\"ask\":\(dexen)"))
  }

  @Test func onlyTagsAreNothingToSend() throws {
    try site.alter("Yuki", of: david, tags: ("Y:", ""))
    #expect(say("Y:", as: david).status == .unprocessableContent)
    #expect(try names().isEmpty)
  }

  @Test func aMessageIsGivenToAnotherVoiceForTenMinutes() throws {
    let yuki = try site.alter("Yuki", of: david)
    say("Hello", as: david)
    #expect(site.get("/rtc/room/1", as: david).text.contains("/rtc/message/1/repost"))
    #expect(site.get("/rtc/message/1/repost", as: david).text.contains("Who said this?"))
    #expect(site.get("/rtc/message/1/repost", as: kevin).status == .notFound)
    #expect(site.post("/rtc/message/1/repost", ["speaker": "\(yuki)"], as: kevin).status == .notFound)
    _ = site.post("/rtc/message/1/repost", ["speaker": "\(yuki)"], as: david)
    #expect(try names() == ["Yuki"])
    let kept = try rtc.sessions.read {
      try String.fetchOne($0, sql: "SELECT data FROM rtc_event WHERE kind = 'msg.update'")
    }
    #expect(kept == #"{"as":null,"name":"david"}"#)

    try rtc.sessions.write {
      try $0.execute(sql: "UPDATE rtc_message SET at = ?", arguments: [Moment.now - 601])
    }
    let late = site.post("/rtc/message/1/repost", ["speaker": "0"], as: david)
    #expect(late.status == .unprocessableContent && late.text.contains("ten minutes"))
    #expect(try names() == ["Yuki"])
  }

  @Test func theSiteDecidesWhetherReadersSeeTheAccount() throws {
    try site.alter("Yuki", of: david, tags: ("Y:", ""))
    try site.set("speaking.handle", "hidden")
    say("Y: Hello", as: david)
    #expect(!site.get("/rtc/room/1", as: kevin).text.contains("@david"))
    #expect(site.get("/rtc/room/1", as: try site.moderator()).text.contains("/admin/users/\(david.id)"))
  }

  @Test func whetherReadersSeeTheAccountIsAskedWhenTheyRead() throws {
    try site.alter("Yuki", of: david, tags: ("Y:", ""))
    say("Y: Hello", as: david)
    say("Just me", as: david)
    #expect(site.get("/rtc/room/1", as: kevin).text.contains("@david"))
    try site.set("speaking.handle", "hidden")
    #expect(!site.get("/rtc/room/1", as: kevin).text.contains("@david"))
    #expect(site.get("/rtc/room/1", as: try site.moderator()).text.contains("@david"), "moderators always do")
    say("Y: Hidden", as: david)
    try site.set("speaking.handle", "shown")
    #expect(site.get("/rtc/room/1", as: kevin).text.matches(of: /@david/).count == 2)
  }

  private func enter(_ person: Person, as alter: Int64, _ name: String) throws {
    try rtc.sessions.write { db in
      let speaker = ChatSpeaker(account: person.id, alter: alter, name: name, handle: person.name)
      try Session(id: "s", speaker: speaker, login: nil).save(at: .now, db)
      try Connection(id: "c", session: "s", transport: .socket).open(at: .now, db)
      try Connection.enter("c", room: 1, db)
    }
  }

  @Test func whoIsHereMayBeAskedForFriendshipWhereTheAccountIsShown() throws {
    try enter(david, as: try site.alter("Yuki", of: david), "Yuki")
    let ask = "href=\"/account/friends?who=\(david.id)#ask-title\""
    func isOffered(to person: Person) -> Bool { site.get("/rtc/room/1", as: person).text.contains(ask) }
    #expect(isOffered(to: kevin) && !isOffered(to: david))
    #expect(site.get("/rtc/room/1", as: kevin).text.contains("data-acquainted=\"\(kevin.id)\""))
    try site.set("speaking.handle", "hidden")
    #expect(!isOffered(to: kevin))
    try site.set("speaking.handle", "shown")
    _ = site.post("/account/friends", ["name": "david"], as: kevin)
    #expect(!isOffered(to: kevin))
  }

  @Test func whoWasHiddenSinceTheyCameIsSeenInTheRoomAsTheAccount() throws {
    let yuki = try site.alter("Yuki", of: david)
    try enter(david, as: yuki, "Yuki")
    #expect(site.get("/rtc/room/1", as: kevin).text.contains("data-name>Yuki<"))
    try site.site.app.write {
      try $0.execute(sql: "UPDATE template_alter SET visibility = 'private' WHERE id = ?", arguments: [yuki])
    }
    let page = site.get("/rtc/room/1", as: kevin).text
    #expect(!page.contains("Yuki") && page.contains("data-name>david<"))
  }

  @Test func whatAnAccountLeavesNamesNoneOfItsAlters() throws {
    let yuki = try site.alter("Yuki", of: david)
    let seles = try site.alter("Seles", of: david)
    say("Hello", as: david, ["speaker": "\(yuki)"])
    _ = site.post("/rtc/message/1/repost", ["speaker": "\(seles)"], as: david)
    try rtc.erase(david.id, keepingPosts: true, now: .now)
    let left = try rtc.sessions.read {
      try String.fetchAll($0, sql: "SELECT name FROM rtc_message UNION ALL SELECT data FROM rtc_event")
        .joined()
    }
    #expect(!left.contains("Yuki") && !left.contains("Seles"))
  }
}
