import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

/// A post is given to another voice of its account.
struct RepostTests {
  let street: Street
  let david: Person
  let kevin: Person
  var site: TestSite { street.site }

  init() throws {
    street = try Street()
    (david, kevin) = (try street.site.signUp("david"), try street.site.signUp("kevin"))
  }

  @Test func aPostIsRepostedAsSomebodyElse() throws {
    let yuki = try site.alter("Yuki", of: david)
    let thread = street.thread(by: david)
    #expect(site.get(thread, as: david).text.contains("\(site.address(ofPost: 1))/repost"))
    #expect(
      site.get("\(site.address(ofPost: 1))/repost", as: david).text.contains("<option value=\"0\" selected"))
    let done = site.post("\(site.address(ofPost: 1))/repost", ["speaker": "\(yuki)"], as: david)
    #expect(done.location == "\(thread)#post-1")
    #expect(street.byline(thread, 1).contains(">Yuki<") && !street.byline(thread, 1).contains("edited"))
    #expect(site.get("/forums/").text.contains("Yuki"))
    let history = site.get("\(site.address(ofPost: 1))/history", as: street.ada).text
    #expect(history.contains("before, it was <bdi>david</bdi>"))
    #expect(site.get("\(site.address(ofPost: 1))/history", as: david).status == .notFound)
    #expect(site.get("\(site.address(ofPost: 1))/repost", as: kevin).status == .notFound)
    #expect(
      site.post("\(site.address(ofPost: 1))/repost", ["speaker": "\(yuki)"], as: kevin).status == .notFound)
  }

  @Test func tenMinutesLaterItStays() throws {
    let yuki = try site.alter("Yuki", of: david)
    let thread = street.thread(by: david)
    try site.site.app.write {
      try $0.execute(sql: "UPDATE forums_post SET created_at = ?", arguments: [Moment.now - 601])
    }
    #expect(!site.get(thread, as: david).text.contains("Repost as"))
    let late = site.post("\(site.address(ofPost: 1))/repost", ["speaker": "\(yuki)"], as: david)
    #expect(late.status == .unprocessableContent && late.text.contains("ten minutes"))
    #expect(street.byline(thread, 1).contains(">david<"))
  }

  @Test func aPrivateOneIsAskedAboutBeforeARepost() throws {
    let dexen = try site.alter("Dexen", of: david, visibility: "private")
    let thread = street.thread(by: david)
    let asked = site.post("\(site.address(ofPost: 1))/repost", ["speaker": "\(dexen)"], as: david)
    #expect(asked.status == .unprocessableContent && asked.text.contains("speaker-ok"))
    _ = site.post(
      "\(site.address(ofPost: 1))/repost", ["speaker": "\(dexen)", "speaker-ok": "\(dexen)"], as: david)
    #expect(street.byline(thread, 1).contains(">Dexen<"))
  }
}
