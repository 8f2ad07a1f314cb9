import Foundation
import Kit

/// A password that an account can have. Length is the only rule, and that it is none of those that everybody
/// tries first: other rules make people choose worse ones.
struct Password {
  let text: String

  static let advice =
    "At least 8 characters, better 15. A few words in a row are easy to remember and hard to guess."

  static let shortest = 8

  init(_ typed: String) throws {
    guard typed.count >= Self.shortest else {
      throw Refusal("A password needs at least \(Self.shortest) characters.")
    }
    guard typed.utf8.count <= 1024 else { throw Refusal("A password has room for 1024 bytes.") }
    guard typed.unicodeScalars.allSatisfy(Self.canBeTyped) else {
      throw Refusal("A password is one line, without control characters: no form could send them.")
    }
    text = typed
  }

  /// What a field of one line can hold.
  private static func canBeTyped(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory != .control || scalar == "\t"
  }
}

extension AdminModule {
  /// A password that somebody of this name chooses. Throws `Refusal`.
  func newPassword(_ typed: String, for name: String) throws -> Password {
    let password = try Password(typed)
    let expected = try ExpectedPasswords(
      name: name, site: house.site.get()[.siteName], host: house.settings.host)
    guard !expected.contain(typed) else {
      throw Refusal(
        "Your name, and that of this site, are the first things that somebody would try. Please choose another "
          + "password.")
    }
    guard try !CommonPasswords.isAmong(typed, in: house.settings.home) else {
      throw Refusal("This is among the passwords that everybody tries first. Please choose another.")
    }
    return password
  }
}

/// The 10,000 passwords of at least eight characters that leaked most often. They are looked for in the
/// file, so that a worker that never sees a new password never reads them.
enum CommonPasswords {
  static func isAmong(_ password: String, in home: URL) throws -> Bool {
    let line = password.lowercased()
    guard !line.contains("\n") else { return false }
    let list = try Data(contentsOf: home.appending(path: "modules/admin/passwords/common.txt"))
    return list.range(of: Data("\n\(line)\n".utf8)) != nil
  }
}
