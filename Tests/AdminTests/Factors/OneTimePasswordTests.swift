import Kit
import Testing

@testable import Admin

@Suite struct OneTimePasswordTests {
  let password = OneTimePassword(secret: Array("12345678901234567890".utf8))

  /// RFC 6238, appendix B, of whose eight digits an app shows the last six.
  @Test(arguments: [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
    (2_000_000_000, "279037"), (20_000_000_000, "353130"),
  ])
  func `the codes are those of the standard`(seconds: Int64, code: String) {
    let now = Moment(milliseconds: seconds * 1000)

    #expect(password.code(at: OneTimePassword.step(at: now)) == code)
    #expect(password.step(of: Int(code).map(UInt32.init) ?? 0, now: now) == seconds / 30)
  }

  @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
  func `a clock may be one step off`(steps: Int64, isTaken: Bool) {
    let now = Moment(milliseconds: 1_234_567_890_000)
    let step = OneTimePassword.step(at: now) + steps

    #expect((password.step(of: UInt32(password.code(at: step)) ?? 0, now: now) != nil) == isTaken)
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
    ("foobar", "MZXW6YTBOI"),
  ])
  func `base 32 is that of the standard`(text: String, encoded: String) {
    #expect(Base32.encode(Array(text.utf8)) == encoded)
    #expect(Base32.decode(encoded) == Array(text.utf8))
  }

  @Test(arguments: ["M", "MZ=", "my", "MZ", "MZX", "M1", "🔑"])
  func `what base 32 would not write is not read`(text: String) {
    #expect(Base32.decode(text) == nil)
  }

  @Test func `the address for the app names the site and the account`() {
    let address = OneTimePassword(secret: Array("foobar".utf8)).address(site: "example.org", account: "Zoë")

    #expect(address == "otpauth://totp/example.org:Zo%C3%AB?secret=MZXW6YTBOI&issuer=example.org")
  }
}
