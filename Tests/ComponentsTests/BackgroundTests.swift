import HTTPTypes
import Kit
import KitTesting
import Testing

/// What scripts fetch is seen by nobody, and what answers a form is kept by nobody.
@Suite struct BackgroundTests {
  private let site: TestSite
  private let flash = "flash=good.Switched."

  init() throws { site = try TestSite() }

  @Test(arguments: [["X-Background": "1"], ["Sec-Fetch-Mode": "cors"], ["X-Fragment": "1"]])
  func `a flash waits for somebody who sees it`(headers: [String: String]) {
    let answer = site.get("/", headers: headers.merging(["Cookie": flash]) { $1 })
    #expect(!answer.text.contains("Switched.") && answer.cookie("flash") == nil)
  }

  @Test(arguments: [["Sec-Fetch-Mode": "navigate"], [:]])
  func `whoever opens a page gets it once`(headers: [String: String]) {
    let answer = site.get("/", headers: headers.merging(["Cookie": flash]) { $1 })
    #expect(answer.text.contains("Switched.") && answer.cookie("flash") == "")
  }

  @Test func `the answer to a form is not kept`() throws {
    let ada = try site.admin()
    _ = site.post("/forums/manage", ["name": "Kitchen"], as: ada)
    let preview = site.post("/forums/preview?category=1", ["title": "Bread", "text": "*Rise*"], as: ada)
    #expect(preview.status == .ok && preview.header(.cacheControl) == "no-store")
    let refused = site.post("/forums/category/1/new", ["title": "", "text": "x"], as: ada)
    #expect(refused.status == .unprocessableContent && refused.header(.cacheControl) == "no-store")
  }

  @Test(arguments: [
    ("http://192.168.0.9:8080", "no-store"), ("http://localhost:8080", "private, no-cache"),
    ("https://example.org", "private, no-cache"),
  ])
  func `where a browser clears nothing, it keeps no page with somebody private in its composer`(
    address: String, keeping: String
  ) throws {
    let site = try TestSite(baseURL: address)
    let ada = try site.admin()
    _ = site.post("/forums/manage", ["name": "Kitchen"], as: ada)
    _ = site.post("/forums/category/1/new", ["title": "Bread", "text": "It rises."], as: ada)
    _ = site.post("/rtc/rooms/new", ["name": "Hall", "topic": "", "position": "10"], as: ada)
    let david = try site.signUp("david")
    try site.alter("Yuki", of: david)
    let pages = ["/forums/thread/1", "/forums/category/1/new", "/rtc/room/1"]
    for page in pages {
      #expect(site.get(page, as: david).header(.cacheControl) == "private, no-cache", "\(page)")
    }
    _ = site.post("/account/system/alters/new", ["name": "Hidden"], as: david)
    for page in pages { #expect(site.get(page, as: david).header(.cacheControl) == keeping, "\(page)") }
  }

  @Test func `the page after signing out has the browser let go of the one before`() throws {
    let out = site.post("/sign-out", as: try site.signUp("david"))
    let flash = try #require(out.cookie("flash"))
    let page = site.get("/", headers: ["Cookie": "flash=\(flash)"])
    #expect(page.text.contains("You are signed out.") && page.text.contains("class=\"notice good\""))
    #expect(page.text.contains("src=\"/sign-out/clear\""))
    #expect(site.get("/sign-out/clear").header(.clearSiteData) == #""cache""#)
    let other = site.get("/sign-out/clear", headers: ["Sec-Fetch-Site": "cross-site"])
    #expect(other.status == .ok && other.header(.clearSiteData) == nil)
  }
}
