import GRDB
import Kit
import Templating

/// A post of a new account that waits for a moderator.
struct Held: FetchableRecord {
  let id: Int64
  /// As it was written; once it was read here, as others see them now.
  private(set) var voice: Voice
  /// The alter who wrote it may not be seen speaking any more: it waits for its author, who chooses anew.
  private(set) var isUnvoiced = false
  let target: Target
  /// Where it would stand.
  let category: Int64
  let title: String
  let source: String
  let html: Html
  let nonce: Int64?
  let at: Moment
  let state: State
  /// Why it was refused, for its author.
  let reason: String

  enum Target { case thread(Int64), category(Int64) }
  enum State: Int { case waiting, refused, withAll }

  /// What one account may have waiting at once.
  static let most = 20

  init(row: Row) {
    id = row[0]
    voice = Voice(
      account: row[1], alter: row[2], name: row[3], pronouns: row[4], color: row[5], picture: row[15])
    target = (row[6] as Int64?).map { .thread($0) } ?? .category(row[7])
    title = row[8]
    source = row[9]
    html = Html(kept: row[10])
    nonce = row[11]
    at = row[12]
    state = State(rawValue: row[13]) ?? .withAll
    category = row[14]
    reason = row[16]
  }

  private static let columns = """
    SELECT h.id, h.account_id, h.alter_id, h.name, h.pronouns, h.color, h.thread_id, h.category_id, h.title,
      h.source, h.html, h.nonce, h.at, h.state, coalesce(h.category_id, t.category_id), h.avatar,
      h.reason
    """
  private static let tables = "FROM forums_held h LEFT JOIN forums_thread t ON t.id = h.thread_id"
  /// Moderators see nothing of whom nobody else may see.
  private static let isVoiced = """
    (h.alter_id IS NULL OR EXISTS (SELECT 1 FROM speaker v
      WHERE v.alter_id = h.alter_id AND v.account_id = h.account_id))
    """
  private static let waits = """
    \(tables) WHERE h.state = 0 AND \(isVoiced)
      AND coalesce(h.category_id, t.category_id) IN (SELECT value FROM json_each(?))
    """
  static let waiting = "\(columns) \(waits) AND h.id > ? ORDER BY h.id LIMIT ?"
  static let ofAccount = """
    \(columns) \(tables) WHERE h.account_id = ? AND h.state < 2 AND h.id < ? ORDER BY h.id DESC LIMIT ?
    """
  static let inThread = """
    \(columns) \(tables) WHERE h.account_id = ? AND h.state = 0 AND h.thread_id = ? ORDER BY h.id LIMIT \(most)
    """

  /// As many as a page shows, and one more if it goes on.
  static let perPage = 20

  /// What waits in these categories, behind one of them.
  static func waiting(
    in categories: [Category], after id: Int64 = 0, limit: Int = perPage + 1, _ db: Database
  ) throws -> [Held] {
    try voiced(fetchAll(db.cachedStatement(sql: waiting), arguments: [ids(categories), id, limit]), db)
  }

  /// What waits, and what was refused: nobody loses a text by it.
  static func list(
    of account: Int64, before id: Int64 = .max, limit: Int = perPage + 1, _ db: Database
  ) throws -> [Held] {
    try voiced(fetchAll(db.cachedStatement(sql: ofAccount), arguments: [account, id, limit]), db)
  }

  static func list(of account: Int64, in thread: Int64, _ db: Database) throws -> [Held] {
    try voiced(fetchAll(db.cachedStatement(sql: inThread), arguments: [account, thread]), db)
  }

  /// One's own that waits; nil if there is none.
  static func own(_ id: Int64, of account: Int64, _ db: Database) throws -> Held? {
    let sql = "\(columns) \(tables) WHERE h.id = ? AND h.account_id = ? AND h.state = 0"
    return try voiced(fetchAll(db, sql: sql, arguments: [id, account]), db).first
  }

  /// What was never shown is shown as its author is now, not as they were.
  private static func voiced(_ posts: [Held], _ db: Database) throws -> [Held] {
    let voices = try Voice.present(Set(posts.compactMap(\.voice.alter)), db)
    return posts.map { post in
      guard let alter = post.voice.alter else { return post }
      var post = post
      post.isUnvoiced = voices[alter]?.account != post.voice.account
      if !post.isUnvoiced, let voice = voices[alter] { post.voice = voice }
      return post
    }
  }

  static func count(in categories: [Category], _ db: Database) throws -> Int {
    guard !categories.isEmpty else { return 0 }
    return try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) \(waits)"), arguments: [ids(categories)]) ?? 0
  }

  static func count(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM forums_held h WHERE h.state = 0 AND \(isVoiced)") ?? 0
  }

  private static func ids(_ categories: [Category]) -> String {
    "[\(categories.map { String($0.id) }.joined(separator: ","))]"
  }

  /// Keeps a post back. Sending the same text again with the same form changes nothing; too many at once are refused.
  static func keep(_ writing: Writing, for target: Target, title: String, _ db: Database) throws {
    guard try !isKnown(writing, title, db) else { return }
    let sql = "SELECT count(*) FROM forums_held WHERE account_id = ? AND state = 0"
    let count = try Int.fetchOne(db, sql: sql, arguments: [writing.voice.account]) ?? 0
    guard count < most else {
      throw Refusal(sentence: "\(most) of your posts wait for a moderator already. Your text is still here.")
    }
    let (thread, category): (Int64?, Int64?) =
      switch target {
      case .thread(let id): (id, nil)
      case .category(let id): (nil, id)
      }
    let voice = writing.voice
    try db.execute(
      sql: """
        INSERT INTO forums_held(account_id, alter_id, name, pronouns, color, thread_id, category_id, title,
          source, html, nonce, at, avatar)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          iif(EXISTS (SELECT 1 FROM forums_held WHERE account_id = ? AND nonce = ?), ?, ?), ?, ?
        """,
      arguments: [
        voice.account, voice.alter, voice.name, voice.pronouns, voice.color, thread, category, title,
        writing.source, writing.html.string, voice.account, writing.nonce, number(of: writing, title),
        writing.nonce, writing.at,
        voice.picture,
      ])
  }

  private static func isKnown(_ writing: Writing, _ title: String, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT 1 FROM forums_held
        WHERE account_id = ? AND nonce IN (?, ?) AND alter_id IS ? AND title = ? AND source = ?
        """,
      arguments: [
        writing.voice.account, writing.nonce, number(of: writing, title), writing.voice.alter, title,
        writing.source,
      ]) ?? false
  }

  /// In place of the nonce of a form that has brought another text before, as after going back.
  private static func number(of writing: Writing, _ title: String) -> Int64? {
    writing.nonce.map { nonce in
      let said = [String(nonce), title, writing.source, String(writing.voice.key)]
      let mark = Sight(said.map { .init("", $0, wanted: $0) }).mark
      return Int64(truncatingIfNeeded: UInt64(mark, radix: 36) ?? 0)
    }
  }

  /// One that waits where this viewer may read; nil if there is none, or somebody was faster. Throws `Fault`
  /// for who may not judge there.
  static func toJudge(_ id: Int64, by viewer: Viewer, _ db: Database) throws -> Held? {
    let sql = "\(columns) \(tables) WHERE h.id = ? AND h.state = 0"
    guard let held = try voiced(fetchAll(db, sql: sql, arguments: [id]), db).first, !held.isUnvoiced,
      viewer.can("forums.read", in: held.scope)
    else { return nil }
    try viewer.require("forums.moderate", in: held.scope)
    return held
  }

  var scope: Scope { .category(category) }

  /// Puts it where it belongs, as a post of this moment.
  func publish(at now: Moment, _ db: Database) throws -> Place {
    try db.execute(sql: "DELETE FROM forums_held WHERE id = ?", arguments: [id])
    let writing = Writing(voice: voice, source: source, html: html, nonce: nonce, at: now)
    switch target {
    case .thread(let id): return try writing.reply(in: id, mayPassLock: true, db).place
    case .category(let id): return try writing.begin(title, in: id, db).place
    }
  }

  /// Another voice of the same account wrote it.
  func give(to voice: Voice, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_held SET alter_id = ?, name = ?, pronouns = ?, color = ?, avatar = ? WHERE id = ?",
      arguments: [voice.alter, voice.name, voice.pronouns, voice.color, voice.picture, id])
  }

  static let longestReason = 500

  /// Whoever writes the same again after that means it, though the form may be the same.
  func refuse(because reason: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE forums_held SET state = 1, reason = ?, nonce = NULL WHERE id = ?", arguments: [reason, id])
  }

  static func move(of account: Int64, from: State, to: State, _ db: Database) throws -> Int {
    try db.execute(
      sql: "UPDATE forums_held SET state = ?, nonce = NULL WHERE account_id = ? AND state = ?",
      arguments: [to.rawValue, account, from.rawValue])
    return db.changesCount
  }
}
