import GRDB
import Kit
import Templating

/// A post on its way into a thread. Cooked before the transaction, which only writes.
struct Writing {
  let voice: Voice
  let source: String
  let html: Html
  let nonce: Int64?
  let at: Moment

  /// What came of it: where it lies, and whether it had been written before by the same form.
  struct Outcome {
    let place: Place
    let isRepeat: Bool
  }

  /// Among their last ones, which lie together in the index. The form alone says nothing: a browser that goes back
  /// sends another text with the same one. An edit doesn't change what was sent.
  static let byNonce = """
    SELECT recent.place
    FROM (SELECT place, id, nonce FROM forums_post WHERE account_id = ? ORDER BY id DESC LIMIT 20) recent
      CROSS JOIN forums_post p ON p.place = recent.place CROSS JOIN forums_text x ON x.post_id = recent.id
    WHERE recent.nonce = ? AND p.alter_id IS ?
      AND coalesce((SELECT source FROM forums_revision WHERE post_id = recent.id ORDER BY n LIMIT 1), x.source) = ?
    """
  private static let target = """
    SELECT category_id, last_no, is_locked, ifnull((SELECT max(id) FROM forums_post), 0)
    FROM forums_thread WHERE id = ? AND is_removed = 0
    """
  private static let grow = """
    UPDATE forums_thread SET last_no = ?, post_count = post_count + 1, last_post_id = ?, last_at = ?,
      last_name = ?, last_pronouns = ?, last_color = ?, last_avatar = ?, rev = rev + 1 WHERE id = ?
    """

  static let locked = Refusal(sentence: "This thread was locked while you wrote. Your text is still here.")

  /// Puts it at the end of the thread, with every counter that depends on it.
  func reply(in thread: Int64, mayPassLock: Bool, _ db: Database) throws -> Outcome {
    if let place = try earlier(db) { return Outcome(place: place, isRepeat: true) }
    let target = try db.cachedStatement(sql: Self.target).first(thread) {
      ($0[0], $0[1] + 1, $0[2], $0[3]) as (Int64, Int, Bool, Int64)
    }
    guard let (category, number, isLocked, newest) = target else { throw Fault.notFound }
    if isLocked, !mayPassLock { throw Self.locked }
    guard number <= Place.mostNumbers else {
      throw Refusal(sentence: "This thread is full. Begin another one.")
    }
    let place = Place(thread: thread, number: number)
    try append(after: newest, at: place, in: category, db)
    return Outcome(place: place, isRepeat: false)
  }

  /// Begins a thread with it.
  func begin(_ title: String, in category: Int64, _ db: Database) throws -> Outcome {
    if let place = try earlier(titled: title, db) { return Outcome(place: place, isRepeat: true) }
    try db.cachedStatement(
      sql: """
        INSERT INTO forums_thread
          (category_id, account_id, title, created_at, name, pronouns, color, avatar, last_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).run(
      category, voice.account, title, at, voice.name, voice.pronouns, voice.color, voice.picture, at
    )
    let place = Place(thread: db.lastInsertedRowID, number: 1)
    try append(after: Reading.newestPost(db), at: place, in: category, db)
    try db.cachedStatement(sql: "UPDATE forums_category SET thread_count = thread_count + 1 WHERE id = ?")
      .run(category)
    return Outcome(place: place, isRepeat: false)
  }

  /// The last post of an account, removed or not; 0 if there is none.
  static func last(of account: Int64, _ db: Database) throws -> Int64 {
    let sql = "SELECT ifnull(max(id), 0) FROM forums_post WHERE account_id = ?"
    return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [account]) ?? 0
  }

  private func earlier(_ db: Database) throws -> Place? {
    guard let nonce else { return nil }
    return try db.cachedStatement(sql: Self.byNonce).first(voice.account, nonce, voice.alter, source) {
      Place(rawValue: $0[0])
    }
  }

  /// A thread that was begun by the same form, under the same title.
  private func earlier(titled title: String, _ db: Database) throws -> Place? {
    guard let place = try earlier(db), place.number == 1 else { return nil }
    let known = try db.cachedStatement(sql: "SELECT title FROM forums_thread WHERE id = ?")
      .first(place.thread) { $0[0] as String }
    return known == title ? place : nil
  }

  /// Its id stands in addresses that everybody may read, so it doesn't count the posts of hidden categories.
  private func append(after newest: Int64, at place: Place, in category: Int64, _ db: Database) throws {
    let id = ClockNumber.next(after: newest, at: at)
    try insert(id, at: place, db)
    try db.cachedStatement(sql: Self.grow).run(
      place.number, id, at, voice.name, voice.pronouns, voice.color, voice.picture, place.thread
    )
    try db.cachedStatement(sql: "UPDATE forums_category SET post_count = post_count + 1 WHERE id = ?")
      .run(category)
  }

  func insert(_ id: Int64, at place: Place, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO forums_post
          (place, id, thread_id, account_id, alter_id, name, pronouns, color, avatar, created_at, nonce)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).run(
      place.rawValue, id, place.thread, voice.account, voice.alter, voice.name, voice.pronouns, voice.color,
      voice.picture, at, nonce
    )
    try db.cachedStatement(
      sql: "INSERT INTO forums_text(post_id, html, source, renderer) VALUES (?, ?, ?, ?)"
    ).run(id, html.string, source, Post.renderer)
  }
}
