import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct SignInTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test func `a right name and password open a session`() throws {
    _ = try site.signUp("david")

    let answer = site.post("/sign-in", ["name": "david", "password": "correct horse battery"])

    #expect(answer.status == .seeOther)
    #expect(answer.location == "/")
    let token = try #require(answer.cookie("session"))
    #expect(site.get("/account", headers: ["Cookie": "session=\(token)"]).status == .ok)
  }
}
