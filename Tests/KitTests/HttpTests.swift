import Testing

@testable import Kit

@Suite struct HttpTests {
  @Test func aQueryShrugsAtWhatItCannotRead() {
    let query = Fields(urlencoded: "page=2&bad=%ff&q=")
    #expect(query["page"] == "2" && query["bad"] == nil && query["q"] == "")
    #expect(query.unreadable == 1)
  }

  @Test func theFirstCookieOfANameCounts() {
    let cookies = Cookies("session=abc; look=dark;session=evil; odd")
    #expect(cookies["session"] == "abc" && cookies["look"] == "dark" && cookies["odd"] == nil)
  }

  @Test func aCookieIsHttpOnlyAndLax() {
    #expect(Cookie("a", "1").text == "a=1; Path=/; HttpOnly; SameSite=Lax")
    #expect(Cookie("a", "1", maxAge: 0, isSecure: true).text.hasSuffix("; Max-Age=0; Secure"))
  }

  @Test func percentEncodingGoesThereAndBack() {
    let text = "a b/ü?&=%\n"
    #expect(Percent.decode(Percent.encode(text).utf8) == text)
    #expect(Percent.encode("a-b_c.d~") == "a-b_c.d~")
  }

  @Test(arguments: ["%", "%4", "%zz", "%00", "\0"])
  func whatIsNotPercentEncodedIsNothing(_ text: String) {
    #expect(Percent.decode(text.utf8) == nil)
  }

  @Test func aFlashGoesThroughItsCookie() {
    let flash = Flash(.warn, "Saved; with <b>odd</b> characters\r\n")
    #expect(Flash(cookie: flash.cookie.value) == flash)
    #expect(!flash.cookie.value.contains("\r"))
    #expect(Flash(cookie: "nonsense") == nil && Flash(cookie: "evil.text") == nil)
  }

  @Test func aDownloadHasItsNameInBothForms() {
    #expect(
      ContentDisposition.attachment("na\"me\r\nü.txt")
        == "attachment; filename=\"na_me___.txt\"; filename*=UTF-8''na%22me%0D%0A%C3%BC.txt")
  }

  @Test func aMediaTypeReadsQuotedParameters() {
    let type = MediaType("Multipart/Form-Data; Boundary=\"a;b\\\"c\" ; charset = utf-8")
    #expect(type.essence == "multipart/form-data")
    #expect(type.parameters == ["boundary": "a;b\"c", "charset": "utf-8"])
  }
}
