import GRDB
import Kit

/// A room of the forums that an admin made, with what happened in it last.
struct Category: ColumnRecord {
  let id: Int64
  let name: String
  let description: String
  let threadCount: Int
  let postCount: Int
  let last: LastThread?

  struct LastThread {
    let id: Int64
    let title: String
    let at: Moment
    let speakerName: String
    let postId: Int64
  }

  static let most = 200
  static let longestName = 60
  static let longestDescription = 300

  init(row: Columns) {
    id = row[0]
    name = row[1]
    description = row[2]
    threadCount = row[3]
    postCount = row[4]
    last = (row[5] as Int64?).map {
      LastThread(id: $0, title: row[6], at: row[7], speakerName: row[8], postId: row[9])
    }
  }

  private static let columns = """
    SELECT c.id, c.name, c.description, c.thread_count, c.post_count, t.id, t.title, t.last_at, t.last_name,
      t.last_post_id
    FROM forums_category c LEFT JOIN forums_thread t ON t.id = (
      SELECT id FROM forums_thread WHERE category_id = c.id AND is_removed = 0
      ORDER BY last_post_id DESC LIMIT 1)
    """
  static let inOrder = columns + " WHERE c.position > 0 ORDER BY c.position LIMIT \(most)"
  static let byId = columns + " WHERE c.id = ?"

  /// Those that this viewer may read; the others are not there.
  static func all(for viewer: Viewer, _ db: Database) throws -> [Category] {
    try fetchAll(db.cachedStatement(sql: inOrder)).filter { viewer.can("forums.read", in: $0.scope) }
  }

  static func known(_ id: Int64, to viewer: Viewer, _ db: Database) throws -> Category? {
    let category = try fetchOne(db.cachedStatement(sql: byId), id)
    return viewer.can("forums.read", in: .category(id)) ? category : nil
  }

  static func find(_ id: Int64, for viewer: Viewer, _ db: Database) throws -> Category {
    guard let category = try known(id, to: viewer, db) else { throw Fault.notFound }
    return category
  }

  static func totals(_ db: Database) throws -> (threads: Int, posts: Int) {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT coalesce(sum(thread_count), 0), coalesce(sum(post_count), 0)
        FROM forums_category WHERE position > 0
        """)
    return (row?[0] ?? 0, row?[1] ?? 0)
  }

  var address: String { "/forums/category/\(id)" }
  var scope: Scope { .category(id) }

  func mayModerate(_ viewer: Viewer) -> Bool { viewer.can("forums.moderate", in: scope) }
}

extension Category {
  static func create(_ name: String, _ description: String, _ db: Database) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO forums_category(name, description, position)
        VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM forums_category))
        """, arguments: [name, description])
    return db.lastInsertedRowID
  }

  func rename(_ name: String, _ description: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_category SET name = ?, description = ? WHERE id = ?",
      arguments: [name, description, id])
  }

  /// Counts what lies in it, after threads were written in bulk.
  static func recount(_ id: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE forums_category SET
          thread_count = (SELECT count(*) FROM forums_thread WHERE category_id = ?1 AND is_removed = 0),
          post_count = (
            SELECT coalesce(sum(post_count), 0) FROM forums_thread WHERE category_id = ?1 AND is_removed = 0)
        WHERE id = ?1
        """, arguments: [id])
  }

  /// Changes places with its neighbour, as the viewer sees the list, and answers with both places; at its end
  /// it stays.
  func move(up: Bool, for viewer: Viewer, _ db: Database) throws -> (before: Int, after: Int)? {
    let categories = try Category.all(for: viewer, db)
    guard let index = categories.firstIndex(where: { $0.id == id }) else { return nil }
    let other = index + (up ? -1 : 1)
    guard categories.indices.contains(other) else { return nil }
    try swap(with: categories[other], db)
    return (index + 1, other + 1)
  }

  private func swap(with other: Category, _ db: Database) throws {
    let order = try Int64.fetchAll(
      db, sql: "SELECT id FROM forums_category ORDER BY position LIMIT \(Self.most)")
    for (position, place) in order.enumerated() {
      let category = place == id ? other.id : place == other.id ? id : place
      try db.execute(
        sql: "UPDATE forums_category SET position = ? WHERE id = ?", arguments: [position + 1, category])
    }
  }
}
