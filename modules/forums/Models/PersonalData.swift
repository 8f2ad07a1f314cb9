import GRDB
import Kit

/// What the forums keep of an account, and how they forget it.
extension ForumsModule {
  public func export(_ account: Int64) throws -> [PersonalFile] {
    try house.read { db in
      try [
        ("posts.json", Self.postsOf), ("edits.json", Self.editsOf), ("votes.json", Self.votesOf),
        ("read.json", Self.readingOf), ("waiting.json", Self.heldOf),
      ].map { name, sql in
        PersonalFile(name, json: try String.fetchAll(db, sql: sql, arguments: [account]))
      }
    }
  }

  private static let postsOf = """
    SELECT json_object('id', p.id, 'thread', t.title, 'threadId', t.id, 'number', p.place & 1048575,
      'at', p.created_at, 'editedAt', p.edited_at, 'as', p.name, 'isRemoved', p.removal <> 0,
      'text', x.source)
    FROM forums_post p JOIN forums_text x ON x.post_id = p.id JOIN forums_thread t ON t.id = p.thread_id
    WHERE p.account_id = ? ORDER BY p.id
    """
  private static let editsOf = """
    SELECT json_object('post', r.post_id, 'edit', r.n, 'at', r.at, 'textBefore', r.source,
      'speakerBefore', r.speaker)
    FROM forums_revision r WHERE r.account_id = ? ORDER BY r.post_id, r.n
    """
  private static let votesOf = """
    SELECT json_object('post', post_id, 'vote', value, 'at', at) FROM forums_vote
    WHERE account_id = ? ORDER BY at
    """
  private static let readingOf = """
    SELECT json_object('thread', thread_id, 'upTo', last_no) FROM forums_read
    WHERE account_id = ? ORDER BY thread_id
    """

  private static let heldOf = """
    SELECT json_object('at', at, 'as', name, 'title', title, 'text', source, 'isRefused', state = 1)
    FROM forums_held WHERE account_id = ? ORDER BY id
    """

  public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
    let posts = try house.read { db in
      try Int64.fetchAll(
        db, sql: "SELECT id FROM forums_post WHERE account_id = ? ORDER BY id", arguments: [account])
    }
    // In pieces: somebody who wrote for years must not keep everybody from writing.
    for start in stride(from: 0, to: posts.count, by: 200) {
      try house.write { db in
        for id in posts[start..<min(start + 200, posts.count)] {
          try forget(post: id, keepingText: keepingPosts, db)
        }
      }
    }
    try house.write { db in
      try db.execute(
        sql: """
          UPDATE forums_thread SET name = :name, pronouns = '', color = '', avatar = '', rev = rev + 1
          WHERE account_id = :account
          """, arguments: ["name": Speaker.gone.name, "account": account])
      // What waits was never posted: it goes, whatever becomes of the posts.
      for table in ["forums_read", "forums_floor", "forums_held"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE account_id = ?", arguments: [account])
      }
    }
  }

  private func forget(post id: Int64, keepingText: Bool, _ db: Database) throws {
    let name = Speaker.gone.name
    try db.execute(
      sql: """
        UPDATE forums_post SET name = ?, pronouns = '', color = '', avatar = '', alter_id = NULL WHERE id = ?
        """, arguments: [name, id])
    try db.execute(
      sql: """
        UPDATE forums_revision SET speaker = ?, speaker_alter = NULL WHERE post_id = ? AND speaker IS NOT NULL
        """, arguments: [name, id])
    try db.execute(
      sql: """
        UPDATE forums_thread SET last_name = ?, last_pronouns = '', last_color = '', last_avatar = '',
          rev = rev + 1
        WHERE id = (SELECT thread_id FROM forums_post WHERE id = ?) AND last_post_id = ?
        """, arguments: [name, id, id])
    guard !keepingText else { return }
    try Post.hide(id, as: .byAuthor, db)
    // What was hidden with everything would come back with everything, as an empty post.
    try db.execute(
      sql: "UPDATE forums_post SET removal = ? WHERE id = ? AND removal = ?",
      arguments: [Post.Removal.byAuthor.rawValue, id, Post.Removal.withAll.rawValue])
    try db.execute(sql: "UPDATE forums_text SET source = '', html = '' WHERE post_id = ?", arguments: [id])
    try db.execute(sql: "DELETE FROM forums_revision WHERE post_id = ?", arguments: [id])
  }
}
