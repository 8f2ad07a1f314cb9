import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct TypedCodeTests {
  @Test(arguments: [
    "123456", "123 456", " 123456 ", "12 34 56", "123\u{A0}456", "123\u{2009}456", "123\u{202F}456",
    "123456\t", "123456\r\n", "１２３４５６", "١٢٣٤٥٦", "१२३४५६", "123-456", "123\u{2013}456", "123\u{2212}456",
    "Your code: 123456", "Your code is 123456", "Your code is 123 456", "123456 (30 seconds left)",
    "\u{202A}123456\u{202C}", "12\u{200B}3456", "2026-11-29: 123456.",
  ])
  func `six digits are a code, whatever stands around them`(typed: String) {
    #expect(TypedCode(typed) == .app(123_456))
  }

  @Test(arguments: [
    "", " ", "00592", "0059244", "00592a", "-05924", "+05924", "123456 654321", "1234567890", "code",
    "correct horse battery", "ABCD-EFGH", "\u{0}", String(repeating: "1", count: 16_000),
  ])
  func `what holds no code, or two, is none`(typed: String) {
    #expect(TypedCode(typed) == nil)
  }

  private static let code = "ABCDEFGHIJKLMNOPQRSTUVWO23"

  @Test(arguments: [
    code, code.lowercased(), "ABCD-EFGH-IJKL-MNOP-QRST-UVWO-23", "abcd efgh ijkl mnop qrst uvwo 23",
    "ABCD\u{2013}EFGH\u{2013}IJKL\u{2013}MNOP\u{2013}QRST\u{2013}UVWO\u{2013}23",
    "ABCD\u{A0}EFGH\u{A0}IJKL\u{A0}MNOP\u{A0}QRST\u{A0}UVWO\u{A0}23\n", "ABCD-EFGH-1JKL-MN0P-QRST-UVW0-23",
    "A8CD-EFGH-IJKL-MNOP-QRST-UVWO-23", "Code 3: ABCD-EFGH-IJKL-MNOP-QRST-UVWO-23",
    "ABCDEFGH IJKLMNOPQRST UVWO23", "ＡＢＣＤ-EFGH-IJKL-MNOP-QRST-UVWO-23",
  ])
  func `a recovery code is one however it is typed`(typed: String) {
    #expect(TypedCode(typed) == .recovery(Self.code))
  }

  @Test func `a recovery code with six digits in a row is no app's code`() {
    #expect(TypedCode("ABCD-E234-567L-MNOP") == .recovery("ABCDE234567LMNOP"))
    #expect(TypedCode("ABCDE234567LMNOP") == .recovery("ABCDE234567LMNOP"))
  }
}

/// At the pages that ask for one.
@Suite struct CodePageTests {
  let site: TestSite
  let david: Person
  let app: OneTimePassword

  init() throws {
    site = try TestSite()
    (app, david, _) = try site.addApp(to: try site.signUp("david"))
  }

  private var code: String { app.code(at: OneTimePassword.step(at: .now)) }

  @Test func `what is no code costs no try, and says what a code looks like`() {
    let halfway = site.typePassword("david")
    for _ in 1...12 {
      #expect(site.typeCode("12345", after: halfway).text.contains("There is no code in this."))
    }
    #expect(site.typeCode("Your code: \(code)\u{A0}", after: halfway).location == "/")
  }

  @Test func `whoever confirms may paste it with what stood around it`() throws {
    var person = david
    for typed in [code.prefix(3) + "\u{A0}" + code.suffix(3), "Code: \(code) "] {
      try site.age(confirmationsBy: 700)
      try site.site.app.write { try $0.execute(sql: "UPDATE admin_app SET step = 0") }
      let answer = site.post(
        "/account/confirm", ["confirm-password": String(typed), "next": "/"], as: person)
      #expect(answer.status == .seeOther, "\(typed)")
      person = try person.after(answer)
    }
  }

  @Test func `a password with six digits in it is a password`() throws {
    try site.site.admin.resetPassword(of: "david", to: "horse 123456 battery", now: .now)
    let again = try site.again(david)
    try site.age(confirmationsBy: 700)
    let answer = site.post(
      "/account/confirm", ["confirm-password": "horse 123456 battery", "next": "/"], as: again)
    #expect(answer.status == .seeOther)
  }

  @Test func `without an app six digits are a wrong password`() throws {
    let zoe = try site.signUp("zoe")
    try site.age(confirmationsBy: 700)
    let answer = site.post("/account/confirm", ["confirm-password": "123456", "next": "/"], as: zoe)
    #expect(answer.text.contains("This is not your password"))
  }

  @Test func `whoever has to wait is told for how long, the program too`() {
    let halfway = site.typePassword("david")
    for _ in 1...8 { _ = site.typeCode("000000", after: halfway) }
    let answer = site.typeCode("000000", after: halfway)
    #expect(answer.status == .tooManyRequests)
    #expect(answer.header(.retryAfter).flatMap { Int($0) } ?? 0 > 30)

    // A slow machine lets the first pauses, of a few seconds, go by.
    var door = site.post("/sign-in", ["name": "zoe", "password": "wrong"])
    for _ in 1...12 where door.status != .tooManyRequests {
      door = site.post("/sign-in", ["name": "zoe", "password": "wrong"])
    }
    #expect(door.status == .tooManyRequests && door.header(.retryAfter) != nil)
  }
}
