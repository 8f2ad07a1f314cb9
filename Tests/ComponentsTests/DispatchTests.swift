import HTTPTypes
import KitTesting
import Testing

@testable import Components
@testable import Kit

@Suite struct DispatchTests {
  private let site: TestSite

  init() throws { site = try TestSite() }

  @Test func aPageThatIsNotThereIsAPage() {
    let answer = site.get("/nowhere")
    #expect(answer.status == .notFound)
    #expect(answer.text.contains("Nothing here") && answer.text.contains("</html>"))
  }

  @Test func anotherMethodIsToldWhichOnesThereAre() {
    let answer = site.send("DELETE", "/robots.txt")
    #expect(answer.status == .methodNotAllowed && answer.response.header(.allow) == "GET")
  }

  @Test(arguments: [
    ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Origin": "https://evil.example"],
    ["Origin": "null"],
  ])
  func aChangeFromAnotherSiteIsRefused(_ headers: [String: String]) {
    #expect(site.send("POST", "/sign-in", headers: headers, body: "").status == .forbidden)
  }

  @Test func overTlsEveryCookieStaysThere() throws {
    let site = try TestSite(baseURL: "https://example.org")
    let david = try site.signUp("david")
    let answers = [
      site.post("/face", ["face": "neutral", "scheme": "dark"]),
      site.post("/account/mail/forget", [:], as: david), site.post("/sign-out", [:], as: david),
    ]
    #expect(answers.allSatisfy { $0.status == .seeOther }, "\(answers.map(\.text))")
    let cookies = answers.flatMap { $0.response.headers.filter { $0.name == .setCookie }.map(\.value) }
    #expect(cookies.count >= 3)
    #expect(cookies.allSatisfy { $0.hasSuffix("; Secure") }, "\(cookies)")
  }

  @Test func anUnchangedPageIsNotSentAgain() throws {
    let first = site.get("/forums/")
    let tag = try #require(first.response.header(.eTag))
    let again = site.get("/forums/", headers: ["If-None-Match": tag])
    #expect(first.status == .ok && again.status == .notModified && again.bytes.isEmpty)
  }

  @Test func afterAFailedSyncAnAnswerSaysWhatIsTrue() throws {
    let david = try site.signUp("david")
    let settings = ["who": "nobody"]
    site.site.mark.faults.plan(.error, of: .sync)

    let first = site.post("/account/reach", settings, as: david)
    #expect(first.status == .serviceUnavailable && first.text.contains("say whether this was kept"))
    let second = site.post("/account/reach", settings, as: david)
    #expect(second.status == .serviceUnavailable && second.text.contains("this could not be kept"))
    #expect(site.get("/account", as: david).status == .ok, "people go on reading until it starts anew")
    #expect(site.site.mustStartAnew)
  }

  @Test func aGuestIsLedToSignInAndBack() {
    let answer = site.get("/account?tab=x")
    #expect(answer.status == .seeOther && answer.location == "/sign-in?next=%2Faccount%3Ftab%3Dx")
  }

  @Test func aTextSentAfterTheSessionEndedIsShownAgain() {
    let answer = site.post("/forums/thread/1/reply", ["body": "An hour of <work>", "nonce": "n"])
    #expect(answer.status == .unauthorized)
    #expect(answer.text.contains("An hour of &lt;work&gt;") && answer.text.contains("/sign-in?next="))
  }

  @Test func aDisabledHouseIsClosedAtOnceAndComesBack() throws {
    let ada = try site.admin()
    #expect(site.get("/forums/").status == .ok)
    #expect(site.get("/").text.contains("href=\"/forums/\""))
    try site.site.registry.setEnabled("forums", false, by: ada.name, now: .now)
    #expect(site.get("/forums/").status == .notFound)
    #expect(!site.get("/").text.contains("href=\"/forums/\""))
    try site.site.registry.setEnabled("forums", true, by: ada.name, now: .now)
    #expect(site.get("/forums/").status == .ok)
  }

  @Test func aRequiredHouseStays() {
    #expect(throws: Fault.self) { try site.site.registry.setEnabled("admin", false, by: "ada", now: .now) }
  }

  @Test func aFlashIsShownOnce() {
    let answer = site.get("/", headers: ["Cookie": "flash=good.Saved%20it"])
    #expect(answer.text.contains("Saved it") && answer.cookie("flash") == "")
    #expect(answer.response.header(.cacheControl) == "no-store")
  }
}
