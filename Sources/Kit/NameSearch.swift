import Foundation

/// Looks for part of a name. LIKE takes small and large letters for the same in ASCII alone.
package struct NameSearch {
  private let patterns: [String]

  /// SQL that is true of a column; binds `:words`.
  package static func finds(_ column: String) -> String {
    "EXISTS(SELECT 1 FROM json_each(:words) word WHERE \(column) LIKE word.value ESCAPE '\\')"
  }

  package init(_ text: String) {
    let plain = text.precomposedStringWithCanonicalMapping
      .replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    patterns = Set([plain, plain.lowercased(), plain.uppercased(), plain.capitalized]).map { "%\($0)%" }
  }

  package var words: String {
    (try? JSONEncoder().encode(patterns)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}
