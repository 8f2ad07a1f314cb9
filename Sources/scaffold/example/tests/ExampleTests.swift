import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Example

@Suite struct ExampleTests {
  private let site: TestSite
  private let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  /// Leaves a note, and answers with its address.
  private func leave(_ text: String) throws -> String {
    #expect(site.post("/example/note", ["text": text], as: david).status == .seeOther)
    let page = site.get("/example").text
    return try String(#require(page.firstMatch(of: /href="(\/example\/note\/[0-9]+)"/)?.1))
  }

  @Test func aNoteIsReadByEveryone() throws {
    let note = try leave("The kettle is on")
    #expect(site.get("/example").text.contains("The kettle is on"))
    #expect(site.get(note).text.contains("The kettle is on"))
  }

  @Test func anEmptyNoteIsShownAgainWithItsFault() throws {
    let answer = site.post("/example/note", ["text": " "], as: david)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("Write something first"))
  }

  @Test func aNoteIsRemovedByItsAuthorAlone() throws {
    let note = try leave("The kettle is on")
    #expect(site.post("\(note)/remove", as: try site.signUp("mia")).status == .notFound)
    #expect(site.post("\(note)/remove", as: david).status == .seeOther)
    #expect(site.get(note).status == .notFound)
  }

  @Test func whatSomebodyLeftGoesWithThem() throws {
    _ = try leave("The kettle is on")
    let house = try #require(site.house(ExampleModule.self))
    #expect(try String(decoding: house.export(david.id)[0].bytes(), as: UTF8.self).contains("kettle"))
    try house.erase(david.id, keepingPosts: true, now: .now)
    #expect(!site.get("/example").text.contains("kettle"))
  }

  @Test func whatWasHiddenComesBack() throws {
    let note = try leave("The kettle is on")
    let house = try #require(site.house(ExampleModule.self))
    #expect(try house.removeEverything(by: david.id, at: .now) == 1)
    #expect(site.get(note).status == .notFound)
    #expect(try house.restoreEverything(by: david.id, at: .now) == 1)
    #expect(site.get(note).status == .ok)
  }
}
