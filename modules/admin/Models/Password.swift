import Kit

/// A password that an account can have. Length is the only rule, and that it is none of those that everybody
/// tries first: other rules make people choose worse ones.
struct Password {
  let text: String

  static let advice =
    "At least 8 characters, better 15. A few words in a row are easy to remember and hard to guess."

  init(_ typed: String) throws {
    guard typed.count >= 8 else { throw Refusal("A password needs at least 8 characters.") }
    guard typed.utf8.count <= 1024 else { throw Refusal("A password has room for 1024 bytes.") }
    text = typed
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
