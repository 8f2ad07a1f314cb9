import GRDB
import Kit
import Templating

extension Systems {
  /// GET /account/system: one's own alters, a page at a time.
  func systemShow(_ request: Request) throws -> Response {
    let account = try request.account().id
    let page = try house.read { db in try SystemPage(account, request.query, db) }
    return try house.page("template/system", page.value, request)
  }
}

/// One's own system as its account sees it.
private struct SystemPage: Renderable {
  private let account: Int64
  private let system: AccountSystem
  private var listing: AlterListing
  private let tree: GroupTree
  private let group: Int64?
  private let isOrdering: Bool
  private let alters: [AccountAlter]
  private let count: Int
  private let archived: Int

  init(_ account: Int64, _ query: Fields, _ db: Database) throws {
    self.account = account
    system = try AccountSystem.find(account, db)
    tree = GroupTree(try AlterGroup.all(of: account, db))
    group = query["group"].flatMap { Int64($0) }
    listing = AlterListing(account: account, onlooker: .owner)
    archived = try AlterListing(account: account, onlooker: .owner, isArchived: true).count(db)
    listing.search = PlainText.line(query["q"] ?? "")
    listing.groups = group.map(tree.ids)
    listing.isArchived = query["show"] == "archived"
    count = try listing.count(db)
    listing.page = min(max(1, query["page"].flatMap { Int($0) } ?? 1), listing.last(of: count))
    isOrdering =
      query["show"] == "order" && listing.search.isEmpty && listing.groups == nil && !listing.isArchived
    alters = try listing.fetch(db)
  }

  private var isFiltered: Bool { !listing.search.isEmpty || listing.groups != nil }

  var value: Value {
    [
      "title": system.name.isEmpty ? "Your system" : system.name, "alters": alters.map(card),
      "hasAlters": !alters.isEmpty, "isFiltered": isFiltered, "isArchived": listing.isArchived,
      "isOrdering": isOrdering, "isEmpty": count == 0 && !isFiltered && !listing.isArchived,
      "archived": archived, "count": count, "isOne": count == 1, "search": listing.search,
      "groups": groups, "hasGroups": !tree.roots.isEmpty, "visit": "/systems/\(account)",
      "sentence": system.shownTo.sentence,
      "pagination": Pagination(current: listing.page, last: listing.last(of: count), address: address),
    ]
  }

  private var groups: [FieldView.Option] {
    tree.all.map { FieldView.Option("\($0.group.id)", $0.path, isCurrent: $0.group.id == group) }
  }

  private func card(_ alter: AccountAlter) -> Value {
    [
      "id": alter.id, "speaker": alter.speaker(for: .owner, href: "/account/system/alters/\(alter.id)"),
      "displayName": alter.displayName, "isStatus": alter.kind == .status, "isOrdering": isOrdering,
      "sentence": alter.shownTo.sentence, "isNarrowed": !alter.narrowed.isEmpty,
      "visit": "/alters/\(alter.id)", "back": address(listing.page),
    ]
  }

  private func address(_ page: Int) -> String {
    var parts: [String] = []
    if !listing.search.isEmpty { parts.append("q=\(Percent.encode(listing.search))") }
    if let group { parts.append("group=\(group)") }
    if listing.isArchived { parts.append("show=archived") }
    if isOrdering { parts.append("show=order") }
    if page > 1 { parts.append("page=\(page)") }
    return parts.isEmpty ? "/account/system" : "/account/system?\(parts.joined(separator: "&"))"
  }
}
