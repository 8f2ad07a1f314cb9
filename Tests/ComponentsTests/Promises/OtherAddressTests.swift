import Components
import HTTPTypes
import Kit
import KitTesting
import Testing

/// What is refused because it may come from another site says what else it may be.
@Suite struct OtherAddressTests {
  let site: TestSite
  private let form = "name=david&password=correct+horse+battery&next=%2Frtc%2F"

  init() throws {
    site = try TestSite()
    _ = try site.signUp("david")
  }

  @Test(arguments: ["192.0.2.7", "rowhouse.local"])
  func aSiteThatWasOpenedByAnotherAddressSaysItsOwn(host: String) {
    let answer = send("http://\(host):8080", host: host)
    #expect(answer.status == .forbidden && answer.cookie("session") == nil)
    #expect(
      text(answer).contains("This site's address is http://localhost:8080, and you opened it by another one.")
    )
  }

  @Test func anotherSiteIsToldNothing() {
    for host in ["localhost", "192.0.2.7"] {
      let answer = send("http://evil.example", host: host)
      #expect(answer.status == .forbidden && text(answer).contains("This came from another site"))
    }
  }

  @Test func whoseBrowserHidesThePageKeepsWhatWasTypedAtTheDoor() {
    let answer = send("null", host: "localhost")
    #expect(answer.status == .forbidden && answer.cookie("session") == nil)
    #expect(answer.text.contains("value=\"david\"") && answer.text.contains("value=\"/rtc/\""))
    #expect(answer.text.contains("did not say which page this came from"))
    #expect(!answer.text.contains("correct horse"))
  }

  @Test func elsewhereItIsASentence() {
    let answer = site.send(
      "POST", "/sign-out", headers: ["Origin": "null"], body: "", server: ["HTTP_HOST": "localhost"])
    #expect(answer.status == .forbidden && text(answer).contains("did not say which page"))
  }

  private func send(_ origin: String, host: String) -> Answer {
    site.send("POST", "/sign-in", headers: ["Origin": origin], body: form, server: ["HTTP_HOST": host])
  }

  private func text(_ answer: Answer) -> String { answer.text.replacing("&#39;", with: "'") }
}
