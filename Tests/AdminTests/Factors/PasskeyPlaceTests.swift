import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// Passkeys are offered where they can work, and say where they belong.
@Suite struct PasskeyPlaceTests {
  @Test(arguments: [
    ("https://192.0.2.7", "this one's address is a number"), ("https://[2001:db8::7]", "is a number"),
    ("http://forum.example.org", "Passkeys need https"),
  ])
  func `where a site can have none they are not offered, and the page says why`(
    address: String, reason: String
  ) throws {
    let site = try TestSite(baseURL: address)
    let david = try site.signUp("david")
    #expect(!site.get("/sign-in").text.contains("data-passkey="))
    for page in ["/account", "/account/passkeys/new"] {
      let text = site.get(page, as: david).text.replacing("&#39;", with: "'")
      #expect(text.contains(reason) && !text.contains("data-passkey="), "\(page)")
    }
  }

  @Test func `a passkey that was made for an earlier address says so, and is not asked for`() throws {
    let site = try TestSite()
    let david = try site.add(SoftAuthenticator(), to: try site.signUp("david"))
    #expect(!site.get("/account", as: david).text.contains("made for"))
    try site.site.app.write { try $0.execute(sql: "UPDATE admin_passkey SET site = 'old.example'") }

    #expect(site.get("/account", as: david).text.contains("made for old.example"))
    let halfway = site.typePassword("david")
    let page = site.get(
      "/sign-in/second", headers: ["Cookie": "halfway=\(halfway.cookie("halfway") ?? "")"])
    #expect(page.text.contains("made for old.example") && !page.text.contains("data-passkey="))
    try site.age(confirmationsBy: 700)
    #expect(!site.get("/account/two-factor", as: david).text.contains("data-passkey="))
    let options = site.post("/account/confirm/options", as: david).text
    #expect(options.contains("\"allowCredentials\":[]"))
  }

  @Test func `one of the days when nobody wrote down the address is asked for`() throws {
    let site = try TestSite()
    _ = try site.add(SoftAuthenticator(), to: try site.signUp("david"))
    try site.site.app.write { try $0.execute(sql: "UPDATE admin_passkey SET site = ''") }
    let halfway = site.typePassword("david")
    let page = site.get(
      "/sign-in/second", headers: ["Cookie": "halfway=\(halfway.cookie("halfway") ?? "")"])
    #expect(page.text.contains("data-passkey="))
  }
}
