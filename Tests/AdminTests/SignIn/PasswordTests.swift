import Foundation
import Testing

@testable import Admin

@Suite struct PasswordTests {
  let cheap = Passwords(cost: .sample)

  @Test func `a hash matches its password and no other`() throws {
    let stored = try cheap.hash("correct horse")
    #expect(try cheap.matches("correct horse", stored))
    #expect(try !cheap.matches("Correct horse", stored))
    #expect(try !cheap.matches("", stored))
  }

  @Test func `the same password never has the same hash twice`() throws {
    #expect(try cheap.hash("correct horse") != cheap.hash("correct horse"))
  }

  @Test func `production costs what DESIGN asks, and says so in the stored string`() throws {
    let stored = try Passwords().hash("correct horse")
    #expect(stored.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
    #expect(try Passwords().matches("correct horse", stored))
  }

  @Test func `the key is scrypt's own, as RFC 7914 section 12 has it`() throws {
    let salt = Data("SodiumChloride".utf8)
    let stored =
      "$scrypt$ln=14,r=8,p=1$\(salt.base64EncodedString())$"
      + "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="
    #expect(try cheap.matches("pleaseletmein", stored))
  }

  @Test func `without an account the work is done all the same`() throws {
    #expect(try !Passwords(cost: .sample).matches("anything", nil))
  }

  @Test func `a string made cheaper than today's is outdated`() throws {
    let stored = try cheap.hash("correct horse")
    #expect(Passwords().isOutdated(stored))
    #expect(!cheap.isOutdated(stored))
    #expect(!cheap.isOutdated(try Passwords().hash("x")))
  }

  @Test(arguments: [
    "", "secret", "$scrypt$", "$scrypt$ln=99,r=8,p=1$AAAA$AAAA", "$scrypt$ln=4,r=-8,p=1$AAAA$AAAA",
    "$scrypt$ln=4,r=8$AAAA$AAAA", "$scrypt$ln=4,r=8,p=1$***$AAAA", "$bcrypt$ln=4,r=8,p=1$AAAA$AAAA",
  ])
  func `a stored string that makes no sense matches nothing`(stored: String) throws {
    #expect(try !cheap.matches("", stored))
  }
}
