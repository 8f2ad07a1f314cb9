import Foundation
import GRDB

/// A word for an alter that stands once in an account: what commands and files call them. It is made from the
/// name they come with and stays when that changes.
enum AlterSlug {
  private static let longest = 26

  /// “Léa (host)” becomes `lea-host`; a name without Latin letters becomes `alter`.
  static func make(_ name: String) -> String {
    var slug = ""
    for scalar in name.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
      case _ where scalar.properties.generalCategory == .nonspacingMark: break
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
    }
    slug = String(slug.prefix(longest))
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "alter" : slug
  }

  /// Two may have the same name; the second one is `mira-2`.
  static func free(for name: String, of account: Int64, _ db: Database) throws -> String {
    let slug = make(name)
    let taken = try String.fetchSet(
      db,
      sql: """
        SELECT slug FROM template_alter
        WHERE ifnull(account_id, 0) = ?1 AND (slug = ?2 OR slug GLOB ?2 || '-[0-9]*')
        """, arguments: [account, slug])
    guard taken.contains(slug) else { return slug }
    // Among as many numbers as there are, one more is free.
    let number = (2...(taken.count + 2)).first { !taken.contains("\(slug)-\($0)") } ?? taken.count + 2
    return "\(slug)-\(number)"
  }
}
