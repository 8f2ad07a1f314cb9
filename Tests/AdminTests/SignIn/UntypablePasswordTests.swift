import Components
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// What no form could send is no password, whoever sets it.
@Suite struct UntypablePasswordTests {
  @Test(arguments: [
    "nul in\u{0} the middle", "two lines\nof words", "a bell\u{7} at the door", "del\u{7F}eted words",
  ])
  func `a password that can't be typed is refused`(password: String) throws {
    let site = try TestSite()
    #expect(throws: Refusal.self) { try Password(password) }
    #expect(throws: AccountError.self) {
      try site.site.admin.createUser(name: "david", password: password, now: .now)
    }
    let david = try site.signUp("david")
    #expect(throws: AccountError.self) {
      try site.site.admin.resetPassword(of: "david", to: password, now: .now)
    }
    let form = ["password-old": "correct horse battery", "password-new": password]
    #expect(site.post("/account/password", form, as: david).status != .seeOther)
  }

  @Test(arguments: ["  blanks around  ", "Größe überall", "تحت الشجرة الكبيرة", "👩‍👩‍👧 family words"])
  func `any other is taken`(password: String) throws {
    #expect(try Password(password).text == password)
  }
}
