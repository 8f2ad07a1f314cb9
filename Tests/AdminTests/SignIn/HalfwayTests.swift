import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// Whoever waits between password and second factor does so for as long as what led there holds.
@Suite struct HalfwayTests {
  let site: TestSite
  let ada: Person
  let david: Person
  let codes: [String]
  let halfway: Answer

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    (_, david, codes) = try site.addApp(to: try site.signUp("david"))
    halfway = site.typePassword("david")
  }

  @Test func `a factor that goes ends the wait for it`() throws {
    #expect(page().text.contains("Six digits"))
    #expect(site.post("/account/two-factor/remove", as: david).location == "/account#signing-in")
    try isOver()
    #expect(site.typePassword("david").location == "/")
  }

  @Test func `so do staff who remove the factors`() throws {
    #expect(site.post("/admin/users/\(david.id)/factors/remove", as: ada).status == .seeOther)
    try isOver()
  }

  @Test func `so does a suspension, also once it is lifted`() throws {
    _ = site.post("/admin/users/\(david.id)/suspend", ["suspend-reason": "Spam"], as: ada)
    _ = site.post("/admin/users/\(david.id)/unsuspend", as: ada)
    try isOver()
  }

  @Test func `so does leaving`() throws {
    _ = site.post("/account/leave", ["posts": "keep"], as: david)
    try isOver()
    #expect(site.typePassword("david").text.contains("You are leaving, david"))
  }

  private func page() -> Answer {
    site.get("/sign-in/second", headers: ["Cookie": "halfway=\(halfway.cookie("halfway") ?? "")"])
  }

  private func isOver() throws {
    #expect(page().location == "/sign-in")
    let answer = site.typeCode(codes[0], after: halfway)
    #expect(answer.location == "/sign-in" && answer.cookie("session") == nil)
    let used = try site.site.app.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_recovery_code WHERE used_at IS NOT NULL")
    }
    #expect(used == 0)
  }
}
