import HTTPTypes
import KitTesting
import Testing

@testable import Admin

/// Words that anybody knows who stands at this door are no passwords behind it.
@Suite struct ExpectedPasswordsTests {
  private let expected = ExpectedPasswords(name: "david", site: "The Long Canal", host: "canal.example.org")

  @Test(arguments: [
    "david1234", "DAVID-2026!", "daviddavid", "The Long Canal", "thelongcanal99", "canal.example.org",
    "example123", "Rowhouse2026", "rowhouse-david", "d a v i d 1 2",
  ])
  func `names with digits and signs around them are expected`(password: String) {
    #expect(expected.contain(password))
  }

  @Test(arguments: [
    "correct horse battery", "my name is david, yes", "8472910384", "canal boats at dusk", "",
  ])
  func `words beside them make a password of one's own`(password: String) {
    #expect(!expected.contain(password))
  }

  @Test func `nobody joins with one, and the sentence says why`() throws {
    let site = try TestSite()
    try site.set("site.name", "The Long Canal")
    for password in ["david1234", "thelongcanal1"] {
      let answer = site.post("/sign-up", ["name": "david", "password": password])
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains("the first things that somebody would try"))
    }
  }
}
