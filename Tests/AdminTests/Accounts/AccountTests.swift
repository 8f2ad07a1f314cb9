import Components
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct AccountTests {
  let site: TestSite
  let david: Person

  init() throws {
    site = try TestSite()
    david = try site.signUp("david")
  }

  @Test func `a password is changed with the old one, and other browsers are signed out`() throws {
    let phone = try site.site.admin.signIn(userId: david.id, now: .now)

    let answer = change(from: "correct horse battery", to: "a new one, longer")

    #expect(answer.location == "/account")
    #expect(site.get("/account", as: david).status == .ok)
    #expect(try site.site.admin.authentication.viewer(token: phone, now: .now).isGuest)
    #expect(signIn("a new one, longer").status == .seeOther)
    #expect(signIn("correct horse battery").status == .unprocessableContent)
  }

  @Test func `a wrong old password changes nothing`() throws {
    let answer = change(from: "wrong", to: "a new one, longer")

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("This is not your password so far."))
    #expect(signIn("correct horse battery").status == .seeOther)
  }

  @Test func `each field has its own error`() throws {
    let answer = change(from: "wrong", to: "short")

    #expect(answer.text.contains("id=\"password-old-error\""))
    #expect(answer.text.contains("id=\"password-new-error\""))
  }

  @Test func `guessing the old password is throttled as at the door`() throws {
    for _ in 1...20 { _ = change(from: "wrong", to: "a new one, longer") }

    #expect(change(from: "correct horse battery", to: "a new one, longer").status == .tooManyRequests)
    #expect(signIn("correct horse battery").status == .tooManyRequests)
  }

  @Test func `a guest has no account page`() {
    #expect(site.get("/account").location == "/sign-in?next=%2Faccount")
    #expect(site.post("/account/password").status == .unauthorized)
  }

  @Test func `a browser is listed by what it is, never by markup it sends`() throws {
    let agent = "<b>Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    _ = site.post(
      "/sign-in", ["name": "david", "password": "correct horse battery"], headers: ["User-Agent": agent])

    let page = site.get("/account/sessions", as: david)

    #expect(page.text.contains("<b>Firefox on Linux</b>"))
    #expect(!page.text.contains("<b>Mozilla"))
  }

  @Test(arguments: [
    (
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
      "Edge on Windows"
    ),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on iPhone"),
    ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
    ("curl/8.0", "curl"), ("", "A program of another kind"),
  ])
  func `devices have names that their owners know`(agent: String, name: String) {
    #expect(Device.name(agent) == name)
  }

  private func change(from old: String, to new: String) -> Answer {
    site.post("/account/password", ["password-old": old, "password-new": new], as: david)
  }

  private func signIn(_ password: String) -> Answer {
    site.signIn("david", password)
  }
}
