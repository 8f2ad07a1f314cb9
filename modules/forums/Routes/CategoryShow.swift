import GRDB
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/category/:id?page=N, or ?before=KEY beyond the last numbered page
  func categoryShow(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let start = try ListStart(request.query)
    let page: Value = try house.read { db in
      let category = try Category.find(id, for: request.viewer, db)
      let reading = try request.viewer.account.map { try Reading(of: $0.id, db) }
      let threads = try threads(of: category, start, request, db)
      let pinned = start.isFirst ? try pinned(id, request, db) : []
      let rows = { try ThreadRow.rows($0, reading, request.now, showsCategory: false, db) }
      return [
        "category": CategoryRow(category: category, unread: 0, now: request.now),
        "trail": Trail(),
        "pinned": try rows(pinned), "hasPinned": !pinned.isEmpty,
        "threads": try rows(Array(threads.prefix(Thread.pageSize))), "hasThreads": !threads.isEmpty,
        "invitation": category.threadCount == 0 ? invitation(category, request.viewer) : nil,
        "pagination": try pagination(category, start, threads, db),
        "markRead": reading == nil ? nil : ["upto": category.last?.postId ?? 0, "category": id] as Value,
        "writeHref": request.viewer.can("forums.start", in: category.scope) ? "\(category.address)/new" : nil,
        "editHref": request.viewer.can("forums.manage") ? "\(category.address)/edit" : nil,
      ]
    }
    return try house.page("forums/category", page, request)
  }

  private func invitation(_ category: Category, _ viewer: Viewer) -> Value {
    let address = "\(category.address)/new"
    return [
      "title": "No threads yet.", "text": "What would you ask a neighbour?",
      "href": viewer.can("forums.start", in: category.scope) ? address : "/sign-in?next=\(address)",
      "action": viewer.isGuest ? "Sign in and begin one" : "Begin the first thread",
    ]
  }

  private func pinned(_ category: Int64, _ request: Request, _ db: Database) throws -> [Thread] {
    try Thread.pinned(in: category, for: request.viewer.account?.id, db)
  }

  private func threads(
    of category: Category, _ start: ListStart, _ request: Request, _ db: Database
  ) throws -> [Thread] {
    guard let key = try start.key(in: category.id, db) else { throw Fault.notFound }
    let threads = try Thread.list(in: category.id, before: key, for: request.viewer.account?.id, db)
    guard !threads.isEmpty || start.isFirst else { throw Fault.notFound }
    return threads
  }

  private func pagination(
    _ category: Category, _ start: ListStart, _ threads: [Thread], _ db: Database
  ) throws -> Pagination? {
    let address = category.address
    let listed = try category.threadCount - Thread.countOnTop(of: category.id, db)
    let older = threads.count > Thread.pageSize ? threads[Thread.pageSize - 1].lastPostId : nil
    let last = min(Thread.mostPages, max(1, (listed - 1) / Thread.pageSize + 1))
    let isAtEnd = start.page ?? last >= last
    return Pagination(
      current: start.page ?? last + 1, last: last,
      address: { $0 == 1 ? address : "\(address)?page=\($0)" },
      beyond: isAtEnd ? older.map { "\(address)?before=\($0)" } : nil)
  }
}

/// Where a page of a list of threads begins: at a number, or after a key for what lies beyond the numbers.
enum ListStart {
  case page(Int)
  case before(Int64)

  init(_ query: Fields) throws {
    if let text = query["before"] {
      guard let key = Int64(text), key > 0 else { throw Fault.notFound }
      self = .before(key)
    } else {
      self = .page(try query.pageNumber(most: Thread.mostPages) ?? 1)
    }
  }

  var page: Int? { if case .page(let number) = self { number } else { nil } }
  var isFirst: Bool { page == 1 }

  func key(in category: Int64, _ db: Database) throws -> Int64? {
    switch self {
    case .page(let number): try Thread.key(beforePage: number, in: category, db)
    case .before(let key): key
    }
  }
}

extension Fields {
  /// `page=N`; what is no such number is no page.
  func pageNumber(most: Int) throws -> Int? {
    guard let text = self["page"] else { return nil }
    guard let number = Int(text), (1...most).contains(number) else { throw Fault.notFound }
    return number
  }
}
