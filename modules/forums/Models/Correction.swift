import GRDB
import Kit
import Templating

/// What may happen to a post after it was written.
extension Post {
  func isOwn(_ viewer: Viewer) -> Bool { account == viewer.account?.id }

  /// Moderators may always; authors while the thread is open.
  func mayEdit(_ viewer: Viewer, in thread: Thread) -> Bool {
    guard isVisible else { return false }
    return viewer.can("forums.moderate", in: thread.scope)
      || isOwn(viewer) && viewer.can("forums.reply", in: thread.scope) && !thread.isLocked
  }

  /// Keeps what stood there before as a revision and puts the new text in its place.
  func edit(_ source: String, _ html: Html, by account: Int64, at now: Moment, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO forums_revision(post_id, n, source, account_id, at)
        SELECT p.id, p.edits + 1, x.source, ?, ? FROM forums_post p JOIN forums_text x ON x.post_id = p.id
        WHERE p.place = ?
        """, arguments: [account, now, place.rawValue])
    try db.execute(
      sql: "UPDATE forums_text SET source = ?, html = ?, renderer = ? WHERE post_id = ?",
      arguments: [source, html.string, Post.renderer, id])
    try db.execute(
      sql: "UPDATE forums_post SET edited_at = ?, edits = edits + 1 WHERE place = ?",
      arguments: [now, place.rawValue])
    try Thread.touch(place.thread, db)
  }

  /// Hides a post that can still be seen, whoever may see it.
  static func hide(_ id: Int64, as removal: Removal, _ db: Database) throws {
    let sql = "UPDATE forums_post SET removal = ? WHERE id = ? AND removal = 0 RETURNING place"
    guard let place = try Int64.fetchOne(db, sql: sql, arguments: [removal.rawValue, id]) else { return }
    try Thread.recount(Place(rawValue: place).thread, by: -1, db)
  }

  /// Hides it or shows it again; its number stays taken.
  func setRemoval(_ removal: Removal, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_post SET removal = ? WHERE place = ?",
      arguments: [removal.rawValue, place.rawValue])
    try Thread.recount(place.thread, by: removal == .none ? 1 : -1, db)
  }
}

extension Thread {
  static func touch(_ id: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE forums_thread SET rev = rev + 1 WHERE id = ?", arguments: [id])
  }

  func rename(_ title: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_thread SET title = ?, rev = rev + 1 WHERE id = ?", arguments: [title, id])
  }

  static let lastVisible = """
    SELECT id, created_at, name, pronouns, color, avatar FROM forums_post
    WHERE place BETWEEN ? AND ? AND removal = 0 ORDER BY place DESC LIMIT 1
    """

  /// After a post was hidden or shown: the counts, and who spoke last. A thread in which nothing is left to
  /// be seen goes, and comes back with its first post.
  static func recount(_ id: Int64, by change: Int, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE forums_category SET post_count = post_count + ?
        WHERE id = (SELECT category_id FROM forums_thread WHERE id = ?)
        """, arguments: [change, id])
    try db.execute(
      sql: "UPDATE forums_thread SET post_count = post_count + ?, rev = rev + 1 WHERE id = ?",
      arguments: [change, id])
    let range = [
      Place(thread: id, number: 1).rawValue, Place(thread: id, number: Place.mostNumbers).rawValue,
    ]
    guard let last = try Row.fetchOne(db, sql: lastVisible, arguments: StatementArguments(range)) else {
      return try setRemoved(true, id, db)
    }
    try db.execute(
      sql: """
        UPDATE forums_thread SET last_post_id = ?, last_at = ?, last_name = ?, last_pronouns = ?, last_color = ?,
          last_avatar = ? WHERE id = ?
        """,
      arguments: [
        last[0] as Int64, last[1] as Int64, last[2] as String, last[3] as String, last[4] as String,
        last[5] as String, id,
      ])
    try setRemoved(false, id, db)
  }

  /// Out of all lists, or back into them.
  private static func setRemoved(_ isRemoved: Bool, _ id: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_thread SET is_removed = ?, rev = rev + 1 WHERE id = ? AND is_removed <> ?",
      arguments: [isRemoved, id, isRemoved])
    guard db.changesCount > 0 else { return }
    try db.execute(
      sql: """
        UPDATE forums_category SET thread_count = thread_count + ?
        WHERE id = (SELECT category_id FROM forums_thread WHERE id = ?)
        """, arguments: [isRemoved ? -1 : 1, id])
  }

  func setLocked(_ isLocked: Bool, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_thread SET is_locked = ?, rev = rev + 1 WHERE id = ?", arguments: [isLocked, id])
  }

  func setPinned(_ isPinned: Bool, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_thread SET is_pinned = ?, rev = rev + 1 WHERE id = ?", arguments: [isPinned, id])
  }
}
