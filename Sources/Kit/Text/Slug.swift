/// A word that names a folder, a line in a file and a part of an address.
public enum Slug {
  /// 1 to 32 of a-z, 0-9, - and _, a letter or digit first.
  public static func isOne(_ text: String) -> Bool {
    let isWord: (UInt8) -> Bool = { (97...122).contains($0) || (48...57).contains($0) }
    guard let first = text.utf8.first, isWord(first), text.utf8.count <= 32 else { return false }
    return text.utf8.allSatisfy { isWord($0) || $0 == 45 || $0 == 95 }
  }

  /// `seles` is called Seles until somebody says otherwise.
  public static func title(_ slug: String) -> String { slug.prefix(1).uppercased() + slug.dropFirst() }
}
