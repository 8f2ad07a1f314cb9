import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct SessionPageTests {
  let site: TestSite
  let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  @Test(arguments: [
    ("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"), ("::1", "::/48"),
  ])
  func `an address is shown as its network`(address: String, shown: String) {
    #expect(Address.shortened(address) == shown)
  }

  @Test(arguments: ["", "unix:", "1.2.3", "not an address"])
  func `what is no address is not shown`(address: String) { #expect(Address.shortened(address) == nil) }

  @Test func `the list tells the device and the network, never the machine`() throws {
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    let entered = site.post(
      "/sign-in", ["name": "david", "password": "correct horse battery"], headers: ["User-Agent": agent])
    let firefox = Person(id: david.id, name: david.name, token: try #require(entered.cookie("session")))

    let page = site.get("/account/sessions", as: firefox).text

    #expect(page.contains("Firefox on Linux") && page.contains("this browser"))
    #expect(page.contains("192.0.2.0/24") && !page.contains("192.0.2.1"))
  }

  @Test func `signing out everywhere includes this browser`() throws {
    let phone = Person(
      id: david.id, name: david.name, token: try site.site.admin.signIn(userId: david.id, now: .now))

    let answer = site.post("/account/sessions/end-all", as: phone)

    #expect(answer.location == "/" && answer.cookie("session") == "")
    for person in [david, phone] { #expect(site.get("/account", as: person).status == .seeOther) }
  }

  @Test func `a setting shortens how long a session lives, at once and for the sweep`() throws {
    let token = david.token
    try site.set("session.idle-days", "2")
    #expect(try !viewer(token, in: 1).isGuest)
    #expect(try viewer(token, in: 4).isGuest)

    try site.set("session.idle-days", "365")
    try site.set("session.absolute-days", "5")
    #expect(try viewer(token, in: 6).isGuest)
    try site.site.app.write { try Session.sweep(now: .now + 6 * 86_400, $0) }
    #expect(site.get("/account", as: david).status == .seeOther)
  }

  @Test(arguments: ["", "0", "-3", "many", "99999999999999999999"])
  func `a setting that makes no sense leaves what is usual`(value: String) throws {
    try site.set("session.idle-days", value)
    #expect(try !viewer(david.token, in: 29).isGuest)
    #expect(try viewer(david.token, in: 60).isGuest)
  }

  private func viewer(_ token: String, in days: Int) throws -> Viewer {
    try site.site.admin.authentication.viewer(token: token, now: .now + days * 86_400)
  }
}
