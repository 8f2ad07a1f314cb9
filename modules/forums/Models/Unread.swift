import GRDB
import Kit

/// What of a thread waits to be read: a post that was removed before anybody came waits for nobody.
extension Reading {
  static let removedBetween = """
    SELECT count(*) FROM forums_post INDEXED BY forums_post_removed
    WHERE removal > 0 AND place > ? AND place <= ?
    """
  static let visibleAfter = """
    SELECT place FROM forums_post WHERE place > ? AND place <= ? AND removal = 0 ORDER BY place LIMIT 1
    """
  static let lastVisible = "SELECT place FROM forums_post WHERE id = ?"

  /// How many posts of the thread, as a list found it, wait to be read.
  func unread(in thread: Thread, _ db: Database) throws -> Int {
    let read = try number(in: thread, from: thread.readNumber ?? 0, db)
    guard read < thread.lastNumber else { return 0 }
    let removed =
      try Int.fetchOne(
        db.cachedStatement(sql: Self.removedBetween),
        arguments: [thread.place(read).rawValue, thread.place(thread.lastNumber).rawValue]) ?? 0
    return thread.lastNumber - read - removed
  }
}

extension Thread {
  func place(_ number: Int) -> Place { Place(thread: id, number: number) }

  /// Where somebody goes on who has read up to a number: at the first post after it that is there, or at the
  /// last one.
  func next(after number: Int, _ db: Database) throws -> Place {
    let first = place(min(max(number, 0), Place.mostNumbers)).rawValue
    let next = try Int64.fetchOne(
      db.cachedStatement(sql: Reading.visibleAfter), arguments: [first, place(lastNumber).rawValue])
    return try next.map(Place.init(rawValue:)) ?? lastVisible(db)
  }

  func lastVisible(_ db: Database) throws -> Place {
    let last = try Int64.fetchOne(db.cachedStatement(sql: Reading.lastVisible), arguments: [lastPostId])
    return last.map(Place.init(rawValue:)) ?? place(lastNumber)
  }
}

extension ForumsModule {
  /// Of the posts of a thread those that were removed, so that a list needn't look at all of them.
  static let removedPosts = Migration(
    "forums.0021-removed-posts",
    "CREATE INDEX forums_post_removed ON forums_post(place) WHERE removal > 0;")
}
