import HTTPTypes
import KitTesting
import Testing

@testable import Components

/// A value counts where it belongs, and the first of several with one name.
@Suite struct FieldSourcesTests {
  private let test: TestSite

  init() throws {
    test = try TestSite()
    _ = try test.signUp("david")
  }

  @Test func `a field in the address is no field of the form`() {
    let query = "name=david&password=correct%20horse%20battery"
    #expect(test.post("/sign-in?\(query)").status == .unprocessableContent)
    #expect(
      test.post("/sign-in", headers: ["Cookie": query.replacing("&", with: "; ")]).status
        == .unprocessableContent)
  }

  @Test func `of two fields with one name the first counts, and of two cookies`() throws {
    let mona = try test.signUp("mona")
    let body = "name=david&name=mona&password=correct%20horse%20battery&password=x"
    let answer = test.send("POST", "/sign-in", headers: ["Origin": "http://localhost:8080"], body: body)
    let token = try #require(answer.cookie("session"))
    let both = test.get("/account", headers: ["Cookie": "session=\(token); session=\(mona.token)"])
    #expect(both.text.contains("<b>david</b>") && !both.text.contains("<b>mona</b>"))
  }

  @Test func `what is written twice in code is read once`() {
    #expect(test.get("/sign-in?next=%252Frtc%252F").text.contains("name=\"next\" value=\"/\""))
    let answer = test.post("/sign-in", ["name": "%64avid", "password": "correct horse battery"])
    #expect(answer.status == .unprocessableContent && answer.text.contains("value=\"%64avid\""))
  }
}
