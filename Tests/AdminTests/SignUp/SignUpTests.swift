import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct SignUpTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test func `who signs up is a member and signed in`() throws {
    let answer = signUp("Zoë")

    #expect(answer.status == .seeOther)
    let token = try #require(answer.cookie("session"))
    let viewer = try site.site.admin.authentication.viewer(token: token, now: .now)
    #expect(viewer.account?.name == "Zoë")
    #expect(viewer.role == .member)
  }

  @Test(arguments: [
    "ab", "   ", String(repeating: "a", count: 31), "two words", "line\nbreak", "left\u{202E}right",
    "zero\u{200B}width", "nul\u{0}l", ".dot", "-dash", "<script>", "a/b/c", "🙂🙂🙂", "\u{3164}\u{3164}\u{3164}",
    "Admin", "ＲＯＯＴ", "Zo" + String(repeating: "\u{308}", count: 80),
  ])
  func `a name that can't be taken is refused beside its field`(name: String) throws {
    let answer = signUp(name)

    #expect(answer.status == .unprocessableContent || answer.status == .badRequest)
    #expect(answer.cookie("session") == nil)
    #expect(try count() == 0)
  }

  @Test func `a name is found whatever marks a keyboard leaves at its ends`() throws {
    #expect(signUp("\u{200F}נועה\u{200F}").status == .seeOther)
    let name = try site.site.app.read { try String.fetchOne($0, sql: "SELECT name FROM admin_user") }
    #expect(name.map { Array($0.unicodeScalars) } == Array("נועה".unicodeScalars))
    let form = ["name": "\u{200E}נועה\u{200F} ", "password": "correct horse battery"]
    #expect(site.post("/sign-in", form).cookie("session") != nil)
  }

  @Test func `what a name can't have is said`() {
    let answer = signUp("zero\u{200B}width")
    #expect(answer.text.contains("A name can’t have U+200B (zero width space), which stands after “zero”"))
  }

  @Test(arguments: ["abc", "Ada.Lovelace", "李小龙1", "نور_", "o-o", "Ñandú", "हिन्दी"])
  func `names of any script are welcome`(name: String) throws {
    #expect(signUp(name).status == .seeOther)
  }

  @Test(arguments: ["ZOË", "zoe\u{308}", "Ｚoë", "  zoë "])
  func `a name is taken in all its spellings`(other: String) throws {
    _ = signUp("Zoë")

    let answer = signUp(other)

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("Somebody here has this name already."))
  }

  @Test func `a short password is refused in one sentence, and the name is kept`() throws {
    let answer = signUp("david", password: "1234567")

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("A password needs at least 8 characters."))
    #expect(answer.text.contains("value=\"david\""))
    #expect(!answer.text.contains("1234567"))
  }

  @Test func `a long sentence is a fine password`() throws {
    let password = String(repeating: "All the houses on the street. ", count: 30)
    #expect(signUp("david", password: password).status == .seeOther)
    #expect(site.post("/sign-in", ["name": "david", "password": password]).status == .seeOther)
    #expect(
      site.post("/sign-in", ["name": "david", "password": String(password.dropLast())]).status
        == .unprocessableContent)
  }

  @Test func `the same password typed on another keyboard is the same`() throws {
    _ = signUp("david", password: "caf\u{E9} caf\u{E9}")
    #expect(
      site.post("/sign-in", ["name": "david", "password": "cafe\u{301} cafe\u{301}"]).status == .seeOther)
  }

  @Test func `who fills in the field that people don't see is turned away`() throws {
    let answer = site.post(
      "/sign-up", ["name": "robot", "password": "correct horse battery", "website": "https://x.example"])

    #expect(answer.status == .unprocessableContent)
    #expect(try count() == 0)
  }

  @Test func `one address makes thirty accounts in a quarter of an hour and no more`() throws {
    for number in 1...30 { #expect(signUp("person\(number)").status == .seeOther) }

    #expect(signUp("person31").status == .tooManyRequests)
  }

  @Test func `a form from another site makes no account`() throws {
    let answer = site.post(
      "/sign-up", ["name": "david", "password": "correct horse battery"],
      headers: ["Origin": "https://evil.example"])

    #expect(answer.status == .forbidden)
    #expect(try count() == 0)
  }

  @Test func `a body of a megabyte is refused`() throws {
    #expect(signUp("david", password: String(repeating: "a", count: 1 << 20)).status == .contentTooLarge)
  }

  private func signUp(_ name: String, password: String = "correct horse battery") -> Answer {
    site.post("/sign-up", ["name": name, "password": password, "website": ""])
  }

  private func count() throws -> Int {
    try site.site.app.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM admin_user") } ?? -1
  }
}
