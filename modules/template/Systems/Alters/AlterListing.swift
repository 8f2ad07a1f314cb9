import GRDB
import Kit

/// A part of a system: those who may be seen by somebody, in their order, a page at a time.
package struct AlterListing {
  let account: Int64
  let onlooker: Onlooker
  var search = ""
  /// Only those who are in one of these.
  var groups: Set<Int64>?
  var isArchived = false
  var page = 1

  static let size = 48

  /// How many there are in all.
  func count(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) \(source)", arguments: arguments) ?? 0
  }

  /// The number of the last page.
  func last(of count: Int) -> Int { max(1, (count + Self.size - 1) / Self.size) }

  /// The first page of an account's own, as it sees them itself.
  package static func own(_ account: Int64, _ db: Database) throws -> [AccountAlter] {
    try AlterListing(account: account, onlooker: .owner).fetch(db)
  }

  func fetch(_ db: Database) throws -> [AccountAlter] {
    let alters = try Row.fetchAll(db, sql: query, arguments: arguments).map(AccountAlter.init)
    return try AccountAlter.narrowing(alters, db)
  }

  var query: String {
    """
    SELECT \(AccountAlter.columns) \(source) ORDER BY position, id
    LIMIT \(Self.size) OFFSET \((page - 1) * Self.size)
    """
  }

  private var source: String {
    """
    FROM template_alter WHERE account_id = :account AND archived_at IS \(isArchived ? "NOT" : "") NULL
      AND \(Onlooker.filter("visibility", .alter, of: "template_alter.id"))\(searching)\(grouping)
    """
  }

  private var searching: String {
    search.isEmpty ? "" : " AND (\(NameSearch.finds("name")) OR \(NameSearch.finds("display_name")))"
  }

  private var grouping: String {
    guard groups != nil else { return "" }
    return """
       AND id IN (SELECT alter_id FROM template_group_alter
        WHERE group_id IN (SELECT value FROM json_each(:groups)))
      """
  }

  var arguments: StatementArguments {
    var arguments: StatementArguments = ["account": account] + onlooker.binds
    if !search.isEmpty { arguments += ["words": NameSearch(search).words] }
    if let groups { arguments += ["groups": "[\(groups.map(String.init).joined(separator: ","))]"] }
    return arguments
  }
}
