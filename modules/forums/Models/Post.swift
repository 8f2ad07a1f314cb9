import GRDB
import Kit
import Templating

/// A post as the page of its thread shows it.
struct Post {
  let place: Place
  let id: Int64
  let account: Int64
  let speaker: Speaker
  /// The alter it was written as.
  let alter: Int64?
  let createdAt: Moment
  let editedAt: Moment?
  let ups: Int
  let downs: Int
  let removal: Removal
  let html: Html
  /// The viewer's own vote: 1, -1 or 0.
  let vote: Int

  /// `withAll`: with everything that its author posted.
  enum Removal: Int { case none, byAuthor, byModerator, withAll }

  /// Raised when cooking changes: what was cooked before is looked at again when it is read.
  static let renderer = 2

  /// Columns by index: this is the row that the fastest page reads twenty times.
  init(row: Columns) {
    place = Place(rawValue: row[0])
    id = row[1]
    account = row[2]
    let (name, handle): (String, String) = (row[3], row[11] ?? "")
    // Said only where it says more: beside an alter's name, or after a change of name.
    speaker = Speaker(
      name: name, handle: handle == name ? "" : handle, pronouns: row[4], color: row[5], picture: row[13])
    alter = row[14]
    createdAt = row[6]
    editedAt = row[7]
    ups = row[8]
    downs = row[9]
    removal = Removal(rawValue: row[10]) ?? .byModerator
    html = (row[15] as Int) < Self.renderer ? Html(kept: row[12]) : Html(row[12])
    vote = row[16]
  }

  var number: Int { place.number }
  var isVisible: Bool { removal == .none }
  /// Whoever wrote it has left. Beside an alter of that name its account would stand.
  var isGone: Bool { speaker == Speaker.gone }
}

extension Post: ColumnRecord {
  private static let columns = """
    SELECT p.place, p.id, p.account_id, p.name, p.pronouns, p.color, p.created_at, p.edited_at, p.ups, p.downs,
      p.removal, u.name, x.html, p.avatar, p.alter_id, x.renderer
    """
  private static let tables = """
    FROM forums_post p CROSS JOIN forums_text x ON x.post_id = p.id
      LEFT JOIN person u ON u.id = p.account_id
    """

  static let pageForGuest = """
    \(columns), 0 \(tables) WHERE p.place BETWEEN ? AND ? ORDER BY p.place
    """
  static let pageForAccount = """
    \(columns), coalesce(v.value, 0) \(tables)
      LEFT JOIN forums_vote v ON v.post_id = p.id AND v.account_id = ?
    WHERE p.place BETWEEN ? AND ? ORDER BY p.place
    """
  static let byId = """
    \(columns), coalesce(v.value, 0) \(tables)
      LEFT JOIN forums_vote v ON v.post_id = p.id AND v.account_id = ?
    WHERE p.id = ?
    """
  static let sourceOf = """
    SELECT source, edits FROM forums_post JOIN forums_text ON post_id = id WHERE place = ?
    """

  static func page(
    _ page: Int, of thread: Int64, for account: Int64?, _ db: Database
  ) throws -> [Post] {
    let numbers = Place.numbers(onPage: page)
    let first = Place(thread: thread, number: numbers.lowerBound).rawValue
    let last = Place(thread: thread, number: numbers.upperBound).rawValue
    guard let account else {
      return try fetchAll(db.cachedStatement(sql: pageForGuest), first, last)
    }
    return try fetchAll(db.cachedStatement(sql: pageForAccount), account, first, last)
  }

  /// With its thread, if this viewer may read there. Found whether it was removed or not: what they may do
  /// with it is the caller's question.
  static func find(
    _ id: Int64, for viewer: Viewer, inRemovedThreads: Bool = false, _ db: Database
  ) throws -> (Post, Thread) {
    guard let post = try fetchOne(db.cachedStatement(sql: byId), viewer.account?.id, id) else {
      throw Fault.notFound
    }
    return (post, try Thread.find(post.place.thread, for: viewer, evenRemoved: inRemovedThreads, db))
  }

  /// What was typed, and how often it was edited since.
  func source(_ db: Database) throws -> (text: String, edits: Int) {
    let found = try db.cachedStatement(sql: Self.sourceOf).first(place.rawValue) {
      ($0[0], $0[1]) as (String, Int)
    }
    guard let found else { throw Fault.notFound }
    return found
  }
}
