import GRDB
import Kit

/// What an account has read. Per thread a number that only grows; below its floors everything counts as
/// read: the floor of the whole forum, and one for each category, is the id of a post.
struct Reading {
  let account: Int64
  private let floors: [Int64: Int64]
  /// The floor of whoever has never said "mark all read" is found by a search, until it is kept.
  private let isFloorKept: Bool

  static let everywhere: Int64 = 0
  /// A category says "99+" beyond, and looks at no more threads than `mostLooked`.
  static let mostCounted = 99
  static let mostLooked = 1000

  static let floorsOf = "SELECT category_id, post_id FROM forums_floor WHERE account_id = ? LIMIT 1000"
  static let numberOf = "SELECT last_no FROM forums_read WHERE account_id = ? AND thread_id = ?"
  static let unreadThreads = """
    SELECT count(*) FROM (
      SELECT 1 FROM (
        SELECT id, last_no, last_post_id FROM forums_thread
        WHERE category_id = ? AND is_removed = 0 AND last_post_id > ?
        ORDER BY last_post_id DESC LIMIT \(mostLooked)) recent
      LEFT JOIN forums_read r ON r.account_id = ? AND r.thread_id = recent.id
      WHERE recent.last_no > coalesce(r.last_no, 0)
        AND (SELECT place & \(Place.mostNumbers) FROM forums_post WHERE id = recent.last_post_id)
          > coalesce(r.last_no, 0)
      LIMIT \(mostCounted + 1))
    """

  init(of account: Int64, _ db: Database) throws {
    let rows = try db.cachedStatement(sql: Self.floorsOf).all(account) { ($0[0], $0[1]) as (Int64, Int64) }
    var floors = Dictionary(rows) { first, _ in first }
    isFloorKept = floors[Self.everywhere] != nil
    if !isFloorKept { floors[Self.everywhere] = try Self.joined(account, db) }
    self.account = account
    self.floors = floors
  }

  private func floor(in category: Int64) -> Int64 {
    max(floors[Self.everywhere] ?? 0, floors[category] ?? 0)
  }

  /// The number up to which the thread is read.
  func number(in thread: Thread, _ db: Database) throws -> Int {
    let stored = try thread.readNumber ?? Self.stored(account, thread.id, db) ?? 0
    return try number(in: thread, from: stored, db)
  }

  /// Where the floor lies above what was read, its number in the thread is searched by halves.
  func number(in thread: Thread, from stored: Int, _ db: Database) throws -> Int {
    let floor = floor(in: thread.categoryId)
    guard stored < thread.lastNumber, thread.lastPostId > floor else { return thread.lastNumber }
    let firstAbove = try first(in: stored + 1...thread.lastNumber) {
      try Self.id(at: Place(thread: thread.id, number: $0), db) > floor
    }
    return firstAbove - 1
  }

  /// How many threads of a category have something unread, at most `mostCounted` + 1.
  func unreadThreads(in category: Int64, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(sql: Self.unreadThreads), arguments: [category, floor(in: category), account]) ?? 0
  }

  private static func stored(_ account: Int64, _ thread: Int64, _ db: Database) throws -> Int? {
    try Int.fetchOne(db.cachedStatement(sql: numberOf), arguments: [account, thread])
  }

  private static func id(at place: Place, _ db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM forums_post WHERE place = ?"), arguments: [place.rawValue]) ?? 0
  }
}

extension Reading {
  static let newestPost = "SELECT max(id) FROM forums_post"
  static let timeFrom = "SELECT created_at FROM forums_post WHERE id >= ? ORDER BY id LIMIT 1"

  static func newestPost(_ db: Database) throws -> Int64 {
    try db.cachedStatement(sql: newestPost).first { $0[0] } ?? 0
  }

  /// What was written before somebody joined is not news to them. Ids grow with time, so the last post
  /// before that moment is found by halves.
  private static func joined(_ account: Int64, _ db: Database) throws -> Int64 {
    let sql = "SELECT created_at FROM person WHERE id = ?"
    guard let joined = try Moment.fetchOne(db.cachedStatement(sql: sql), arguments: [account]) else {
      return 0
    }
    let firstAfter = try first(in: 1...newestPost(db) + 1) { id in
      try Moment.fetchOne(db.cachedStatement(sql: timeFrom), arguments: [id]).map { $0 >= joined } ?? true
    }
    return firstAfter - 1
  }

  /// Whether a visit that reads up to `number` leaves something to remember.
  func wants(_ number: Int, beyond read: Int) -> Bool { number > read || !isFloorKept }

  /// Remembers a visit: how far it came, and the floor.
  func remember(_ number: Int, in thread: Int64, _ db: Database) throws {
    try Self.advance(account, in: thread, to: number, db)
    guard !isFloorKept else { return }
    try Self.raiseFloor(account, in: Self.everywhere, to: floors[Self.everywhere] ?? 0, db)
  }

  /// Whoever had read everything before their own post has read that as well.
  static func follow(_ account: Int64, to place: Place, _ db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE forums_read SET last_no = ? WHERE account_id = ? AND thread_id = ? AND last_no = ?"
    ).run(place.number, account, place.thread, place.number - 1)
  }

  /// Moves the pointer of one thread forward; it never goes back.
  static func advance(_ account: Int64, in thread: Int64, to number: Int, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO forums_read(account_id, thread_id, last_no) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET last_no = excluded.last_no WHERE excluded.last_no > last_no
        """
    ).run(account, thread, number)
  }

  /// Everything up to that post counts as read, in one category or everywhere.
  static func raiseFloor(_ account: Int64, in category: Int64, to post: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO forums_floor(account_id, category_id, post_id) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET post_id = excluded.post_id WHERE excluded.post_id > post_id
        """, arguments: [account, category, post])
  }
}

/// The first number for which `holds`, if it fails before and holds after; one past the end if it never does.
private func first<Number: FixedWidthInteger>(
  in range: ClosedRange<Number>, where holds: (Number) throws -> Bool
) rethrows -> Number {
  var (low, high) = (range.lowerBound, range.upperBound + 1)
  while low < high {
    let middle = (low + high) / 2
    if try holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
