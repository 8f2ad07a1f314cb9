import GRDB
import Templating

/// What somebody looks for in a long list, and which page of it they see: `?q=…&page=N`. It is what the
/// partial `template/partials/find` shows.
package struct Finding {
  package let search: String
  private let wanted: Int
  package var count = 0

  package static let size = 48
  /// Of what is looked for, in characters.
  private static let longest = 100

  package init(_ query: Fields) {
    search = String(PlainText.line(query["q"] ?? "").prefix(Self.longest))
    wanted = query["page"].flatMap { Int($0) } ?? 1
  }

  private var last: Int { max(1, (count + Self.size - 1) / Self.size) }
  private var page: Int { min(max(1, wanted), last) }
  package var offset: Int { (page - 1) * Self.size }

  /// SQL for a column, true of what is looked for; binds `:words` where anything is.
  package func condition(_ column: String) -> String {
    search.isEmpty ? "" : " AND \(NameSearch.finds(column))"
  }

  package var binds: StatementArguments { search.isEmpty ? [:] : ["words": NameSearch(search).words] }

  /// Of what no query finds.
  package func finds(_ name: String) -> Bool {
    search.isEmpty || name.lowercased().contains(search.lowercased())
  }

  package func value(_ address: String) -> Value {
    [
      "isNeeded": count > Self.size || !search.isEmpty, "action": address, "search": search, "count": count,
      "isSought": !search.isEmpty,
      "pagination": Pagination(current: page, last: last) { self.address(address, $0) },
    ]
  }

  private func address(_ base: String, _ number: Int) -> String {
    let parts = [
      search.isEmpty ? nil : "q=\(Percent.encode(search))", number > 1 ? "page=\(number)" : nil,
    ].compactMap(\.self)
    return parts.isEmpty ? base : "\(base)?\(parts.joined(separator: "&"))"
  }
}
