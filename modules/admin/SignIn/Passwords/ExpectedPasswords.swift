/// Passwords that somebody would try first: the name of the account or of the site, its address, the name of the
/// program. Digits, signs and a few letters around them make none of them better.
struct ExpectedPasswords {
  private let name: String
  /// The longest first.
  private let words: [String]
  /// So many other letters make a password of its own.
  private static let enough = 4

  init(name: String, site: String, host: String) {
    self.name = AccountName.fold(name)
    let labels = host.split(separator: ".").map(String.init)
    words = Set(([name, site, host, "rowhouse"] + labels).map(Self.letters)).filter { $0.count >= 3 }
      .sorted { ($1.count, $0) < ($0.count, $1) }
  }

  func contain(_ password: String) -> Bool {
    let letters = Self.letters(password)
    let rest = words.reduce(letters) { $0.replacing($1, with: "") }
    return AccountName.fold(password) == name || rest != letters && rest.count < Self.enough
  }

  private static func letters(_ text: String) -> String { AccountName.fold(text).filter(\.isLetter) }
}
