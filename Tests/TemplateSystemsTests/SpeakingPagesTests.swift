import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateSystems

/// The pages about speaking, and what they keep.
struct SpeakingPagesTests {
  private let site: TestSite
  private let david: Person
  private let kevin: Person
  private let page = "/account/system/speaking"

  init() throws {
    site = try TestSite()
    (david, kevin) = (try site.signUp("david"), try site.signUp("kevin"))
  }

  @Test func whoHasNobodyIsLedToAddSomebody() {
    let answer = site.get(page, as: david)
    #expect(answer.status == .ok && answer.text.contains("There is nobody to speak as yet."))
  }

  @Test func whatIsDecidedIsShown() throws {
    let yuki = try site.alter("Yuki", of: david)
    let form = [
      "forums": "latch", "chat": "fixed-\(yuki)", "latch": "24", "browser": "on", "switching": "add",
    ]
    #expect(site.post(page, form, as: david).status == .seeOther)
    let text = site.get(page, as: david).text
    for part in [
      "value=\"latch\" selected", "value=\"fixed-\(yuki)\" selected", "value=\"24\" selected",
      "name=\"browser\" checked", "value=\"add\" selected",
    ] { #expect(text.contains(part)) }
    #expect(!text.contains("name=\"exact\" checked"))
  }

  @Test func nobodyElsesAlterCanBeChosen() throws {
    let yuki = try site.alter("Yuki", of: kevin)
    _ = try site.alter("Seles", of: david)
    _ = site.post(page, ["forums": "fixed-\(yuki)"], as: david)
    let text = site.get(page, as: david).text
    #expect(!text.contains("Yuki") && text.contains("value=\"off\" selected"))
  }

  @Test func tagsAreAddedAndRemoved() throws {
    let yuki = try site.alter("Yuki", of: david)
    let tags = "/account/system/alters/\(yuki)/tags"
    #expect(site.post(tags, ["prefix": "Y:", "suffix": ""], as: david).status == .seeOther)
    #expect(site.get(tags, as: david).text.contains("<code>Y:"))
    let id = try site.site.app.read { try Int64.fetchOne($0, sql: "SELECT id FROM template_proxy_tag") }
    _ = site.post(tags, ["remove": "\(try #require(id))"], as: david)
    #expect(site.get(tags, as: david).text.contains("None yet."))
  }

  @Test func tagsThatMatchEverythingAreRefusedWithWhatWasTyped() throws {
    let yuki = try site.alter("Yuki", of: david)
    let tags = "/account/system/alters/\(yuki)/tags"
    #expect(site.post(tags, ["prefix": " "], as: david).text.contains("match everything"))
    let refused = site.post(tags, ["prefix": "\\Y", "suffix": "after"], as: david)
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("value=\"\\Y\"") && refused.text.contains("value=\"after\""))
  }

  @Test func tagsBelongToOne() throws {
    _ = try site.alter("Yuki", of: david, tags: ("Y:", ""))
    let seles = try site.alter("Seles", of: david)
    let refused = site.post("/account/system/alters/\(seles)/tags", ["prefix": "Y:"], as: david)
    #expect(refused.text.contains("These are Yuki’s already."))
  }

  @Test func theTagsOfOthersAreNotThere() throws {
    let yuki = try site.alter("Yuki", of: kevin, tags: ("Y:", ""))
    let tags = "/account/system/alters/\(yuki)/tags"
    #expect(site.get(tags, as: david).status == .notFound)
    #expect(site.post(tags, ["prefix": "x"], as: david).status == .notFound)
    #expect(site.get(tags, as: try site.admin()).status == .notFound)
  }

  @Test func aTextIsTriedOut() throws {
    try site.alter("Yuki", of: david, tags: ("Y:", ""))
    try site.alter("Dexen", of: david, visibility: "private", tags: ("D:", ""))
    let tried = site.post("\(page)/try", ["text": "Y: hello"], as: david).text
    #expect(
      tried.contains("In the forums: <b>Yuki</b> says “hello”") && tried.contains("Y: hello</textarea>"))
    let part = site.post("\(page)/try", ["text": "D: hello"], as: david, headers: ["X-Fragment": "1"]).text
    #expect(part.contains("Dexen is private.") && !part.contains("<html"))
  }

  @Test func aWordThatWasGivenCanBeTakenBack() throws {
    let dexen = try site.alter("Dexen", of: david, visibility: "private")
    try site.site.app.write {
      try $0.execute(sql: "INSERT INTO template_voice(alter_id, may_speak) VALUES (?, 1)", arguments: [dexen])
    }
    let tags = "/account/system/alters/\(dexen)/tags"
    #expect(site.get(tags, as: david).text.contains("may be seen speaking"))
    _ = site.post(tags, ["withdraw": "yes"], as: david)
    #expect(!site.get(tags, as: david).text.contains("may be seen speaking"))
  }

  @Test func theViewOfSpeakersIsOneLookAndNamesNobodyPrivate() throws {
    try site.alter("Yuki", of: david)
    try site.alter("Dexen", of: david, visibility: "private")
    try site.site.app.read { db in
      let names = try String.fetchAll(
        db, sql: "SELECT name FROM speaker WHERE account_id = ?", arguments: [david.id])
      #expect(names == ["Yuki"])
      let plan = try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN SELECT * FROM template_speaker WHERE owner_id = ?", arguments: [david.id]
      ).map { $0["detail"] as String }
      #expect(!plan.contains { $0.hasPrefix("SCAN a") || $0.hasPrefix("SCAN template_alter") }, "\(plan)")
      #expect(plan.contains { $0.contains("(account_id=?)") }, "\(plan)")
    }
  }

  @Test func whatAnAccountLeavesIsForgotten() throws {
    try site.alter("Yuki", of: david, tags: ("Y:", ""))
    _ = site.post(page, ["forums": "latch"], as: david)
    try site.site.template.erase(david.id, keepingPosts: true, now: .now)
    let left = try site.site.app.read {
      try Int.fetchOne(
        $0,
        sql: """
          SELECT (SELECT count(*) FROM template_speaking) + (SELECT count(*) FROM template_speaking_mode)
            + (SELECT count(*) FROM template_proxy_tag)
          """)
    }
    #expect(left == 0)
  }
}
