import GRDB
import Kit

/// A thread as its own page and every list need it.
struct Thread: ColumnRecord {
  let id: Int64
  let categoryId: Int64
  let categoryName: String
  let account: Int64
  let title: String
  let createdAt: Moment
  let speaker: Speaker
  let lastNumber: Int
  let postCount: Int
  let lastPostId: Int64
  let lastAt: Moment
  let lastSpeaker: Speaker
  let score: Int
  let isPinned: Bool
  let isLocked: Bool
  /// The number up to which this viewer has read it; nil if they never opened it, or nobody asked.
  let readNumber: Int?

  static let pageSize = 30
  /// Numbered pages end here, so that no request skips over more than 3,000 rows; older ones follow by key.
  static let mostPages = 100
  static let longestTitle = 200
  /// How many of a category stand above its list.
  static let mostPinned = 20

  init(row: Columns) {
    id = row[0]
    categoryId = row[1]
    categoryName = row[2]
    account = row[3]
    title = row[4]
    createdAt = row[5]
    speaker = Speaker(name: row[6], handle: "", pronouns: row[7], color: row[8], picture: row[19])
    lastNumber = row[9]
    postCount = row[10]
    lastPostId = row[11]
    lastAt = row[12]
    lastSpeaker = Speaker(name: row[13], handle: "", pronouns: row[14], color: row[15], picture: row[20])
    score = row[16]
    isPinned = row[17]
    isLocked = row[18]
    readNumber = row[21]
  }

  static func address(_ id: Int64, page: Int = 1) -> String {
    page == 1 ? "/forums/thread/\(id)" : "/forums/thread/\(id)?page=\(page)"
  }

  var address: String { Self.address(id) }
  var categoryAddress: String { "/forums/category/\(categoryId)" }
  var scope: Scope { .category(categoryId) }
  var pages: Int { Place.page(of: lastNumber) }
}

extension Thread {
  private static let columns = """
    SELECT t.id, t.category_id, c.name, t.account_id, t.title, t.created_at, t.name, t.pronouns, t.color,
      t.last_no, t.post_count, t.last_post_id, t.last_at, t.last_name, t.last_pronouns, t.last_color,
      t.score, t.is_pinned, t.is_locked, t.avatar, t.last_avatar
    """
  /// CROSS JOIN keeps the order: SQLite may not begin with the categories and sort afterwards.
  private static let tables = "FROM forums_thread t CROSS JOIN forums_category c ON c.id = t.category_id"
  private static let reads = "LEFT JOIN forums_read r ON r.account_id = ? AND r.thread_id = t.id"

  static let byId = "\(columns), NULL \(tables) WHERE t.id = ? AND t.is_removed = 0"
  static let byIdEvenRemoved = "\(columns), NULL \(tables) WHERE t.id = ?"

  /// A few of each category that may be read, so that however much is written in the others, none of it is
  /// looked at.
  static let latest = """
    \(columns), r.last_no
    FROM forums_category c CROSS JOIN forums_thread t ON t.id IN (
      SELECT id FROM forums_thread WHERE category_id = c.id AND is_removed = 0 AND last_post_id > 0
      ORDER BY last_post_id DESC LIMIT ?)
    \(reads)
    WHERE (c.id IN (SELECT value FROM json_each(?))) <> ? ORDER BY t.last_post_id DESC LIMIT ?
    """
  static let pinned = """
    \(columns), r.last_no \(tables) \(reads)
    WHERE t.category_id = ? AND t.is_pinned = 1 AND t.is_removed = 0
    ORDER BY t.last_post_id DESC LIMIT \(mostPinned)
    """
  /// Those that stand on top; who is pinned beside them stands among the others.
  private static let onTop = """
    SELECT id FROM forums_thread WHERE category_id = ? AND is_pinned = 1 AND is_removed = 0
    ORDER BY last_post_id DESC LIMIT \(mostPinned)
    """
  static let countOnTop = "SELECT count(*) FROM (\(onTop))"
  static let inCategory = """
    \(columns), r.last_no \(tables) \(reads)
    WHERE t.category_id = ? AND t.is_removed = 0 AND t.last_post_id < ? AND t.id NOT IN (\(onTop))
    ORDER BY t.last_post_id DESC LIMIT \(pageSize + 1)
    """
  /// Skipping happens on the index alone; the page itself is then read by key.
  static let lastOfPage = """
    SELECT last_post_id FROM forums_thread
    WHERE category_id = ? AND is_removed = 0 AND id NOT IN (\(onTop))
    ORDER BY last_post_id DESC LIMIT 1 OFFSET ?
    """

  /// In a category that the viewer may not read there is none.
  static func known(
    _ id: Int64, to viewer: Viewer, evenRemoved: Bool = false, _ db: Database
  ) throws -> Thread? {
    let sql = evenRemoved ? byIdEvenRemoved : byId
    let thread = try fetchOne(db.cachedStatement(sql: sql), id)
    return thread.flatMap { viewer.can("forums.read", in: $0.scope) ? $0 : nil }
  }

  static func find(
    _ id: Int64, for viewer: Viewer, evenRemoved: Bool = false, _ db: Database
  ) throws -> Thread {
    guard let thread = try known(id, to: viewer, evenRemoved: evenRemoved, db) else { throw Fault.notFound }
    return thread
  }

  static func latest(_ count: Int, for viewer: Viewer, _ db: Database) throws -> [Thread] {
    let account = viewer.account?.id
    let readable = viewer.grants.extent(of: "forums.read", Scope.categories)
    let exceptions = "[\(readable.exceptions.map(String.init).joined(separator: ","))]"
    return try fetchAll(
      db.cachedStatement(sql: latest),
      count, account, exceptions, readable.isUsual, count)
  }

  static func pinned(in category: Int64, for account: Int64?, _ db: Database) throws -> [Thread] {
    try fetchAll(db.cachedStatement(sql: pinned), account, category)
  }

  /// One more than a page, so that the caller sees whether anything follows.
  static func list(
    in category: Int64, before key: Int64, for account: Int64?, _ db: Database
  ) throws -> [Thread] {
    try fetchAll(db.cachedStatement(sql: inCategory), account, category, key, category)
  }

  /// The key before which a numbered page begins; nil if there is no such page.
  static func key(beforePage page: Int, in category: Int64, _ db: Database) throws -> Int64? {
    guard page > 1 else { return .max }
    return try Int64.fetchOne(
      db.cachedStatement(sql: lastOfPage), arguments: [category, category, (page - 1) * pageSize - 1])
  }

  static func countOnTop(of category: Int64, _ db: Database) throws -> Int {
    try Int.fetchOne(db.cachedStatement(sql: countOnTop), arguments: [category]) ?? 0
  }
}
