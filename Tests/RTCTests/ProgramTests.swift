import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import RTC
import Testing

/// What programs are answered over HTTP.
struct ProgramTests {
  private let site: TestSite
  private let rtc: RTCModule
  private let david: Person

  init() throws {
    site = try TestSite()
    rtc = site.site.house()
    _ = try rtc.openRoom("Kitchen", topic: "Soup", at: .now)
    david = try site.signUp("david")
  }

  private let json = ["Accept": "application/json"]

  @Test func aProgramFindsRoomsAndWhomItMaySpeakAs() throws {
    let yuki = try site.alter("Yuki", of: david, tags: ("Y:", ""))
    let dexen = try site.alter("Dexen", of: david, visibility: "private")
    let kevin = try site.signUp("kevin")
    _ = site.post("/account/blocked", ["name": "kevin"], as: david)
    let answer = site.get("/rtc/me", as: david, headers: json)
    let me = try #require(JSON(text: answer.text))
    #expect(answer.header(.cacheControl) == "no-store")
    #expect(me["user"]?["id"]?.int == david.id && me["blocked"] == .list([.int(kevin.id)]))
    #expect(me["rooms"]?.string == #"[{"room":1,"name":"Kitchen","topic":"Soup","head":0,"speak":true}]"#)
    let speakers = me["speakers"]?.string ?? ""
    #expect(speakers.contains(#"{"as":0,"name":"david""#))
    #expect(speakers.contains("{\"as\":\(yuki),\"name\":\"Yuki\"") && speakers.contains(#"[["Y:",""]]"#))
    #expect(speakers.contains("{\"as\":\(dexen),\"name\":\"Dexen\""))
    #expect(me["usual"] == 0 && me["latch"] == .bool(false) && me["more"] == 0)
  }

  @Test func faultsAreToldInTheSameShape() throws {
    let form = ["body": "hi", "nonce": "json-nonce"]
    func code(_ answer: Answer) throws -> String? { try #require(JSON(text: answer.text))["code"]?.text }
    #expect(try code(site.get("/rtc/me", headers: json)) == "sign_in")
    let guest = site.post("/rtc/room/1/message", form, headers: json)
    #expect(try guest.status == .unauthorized && code(guest) == "sign_in")
    let nowhere = site.post("/rtc/room/999/message", form, as: david, headers: json)
    #expect(try nowhere.status == .notFound && code(nowhere) == "not_found")
    let ada = try site.admin()
    _ = site.post("/admin/users/\(david.id)/silence", ["silence-reason": "shouting"], as: ada)
    let silenced = site.post("/rtc/room/1/message", form, as: david, headers: json)
    #expect(try silenced.status == .forbidden && code(silenced) == "forbidden")
    let elsewhere = site.post(
      "/rtc/room/1/message", form, as: ada, headers: json.merging(["Origin": "http://evil.example"]) { $1 })
    #expect(try elsewhere.status == .forbidden && code(elsewhere) == "forbidden")
    #expect(site.get("/rtc/room/999", as: david).text.contains("<!doctype html>"), "people get a page")
  }

  @Test func howManyLinksSomebodyNewMaySendIsTold() throws {
    try site.set("newcomers.links", "1")
    func links(_ person: Person) throws -> JSON? {
      try #require(JSON(text: site.get("/rtc/me", as: person, headers: json).text))["links"]
    }
    #expect(try links(david) == 1 && links(try site.admin()) == .null)
    let form = ["body": "https://a.example https://b.example", "nonce": "json-nonce"]
    let answer = site.post("/rtc/room/1/message", form, as: david, headers: json)
    let refusal = try #require(JSON(text: answer.text))
    #expect(refusal["code"]?.text == "too_many_links" && refusal["most"] == 1)
    try site.set("newcomers.days", "0")
    #expect(try links(david) == .null)
  }

  @Test func aMessageGetsAnotherSpeakerInJSON() throws {
    let (yuki, dexen) = (
      try site.alter("Yuki", of: david), try site.alter("Dexen", of: david, visibility: "private")
    )
    _ = site.post("/rtc/room/1/message", ["body": "hi", "nonce": "json-nonce"], as: david)
    func give(_ speaker: Int64) throws -> (Response.Status, JSON) {
      let answer = site.post(
        "/rtc/message/1/repost", ["speaker": "\(speaker)"], as: david, headers: json)
      return (answer.status, try #require(JSON(text: answer.text)))
    }
    let done = try give(yuki)
    #expect(done.0 == .ok && done.1.string == "{\"mid\":1,\"as\":\(yuki)}")
    let asked = try give(dexen)
    #expect(asked.0 == .unprocessableContent)
    #expect(asked.1["code"]?.text == "ask_speaker" && asked.1["ask"]?.int == dexen)
    try rtc.sessions.write { try $0.execute(sql: "UPDATE rtc_message SET at = 0") }
    let late = try give(0)
    #expect(late.0 == .unprocessableContent && late.1["code"]?.text == "invalid")
  }

  @Test func theEndOfALineIsOne() throws {
    _ = site.post("/rtc/room/1/message", ["body": "one\r\ntwo", "nonce": "two-lines"], as: david)
    let page = site.get("/rtc/room/1", as: david).text
    #expect(page.contains("<p dir=\"auto\">one<br />\ntwo</p>"))
  }
}
