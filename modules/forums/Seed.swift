import GRDB
import Kit
import Templating

/// A community written by a program: for demonstrations, measurements and imports.
public struct ForumsSeed {
  public struct Category {
    public let name: String
    public let description: String

    public init(_ name: String, _ description: String) {
      self.name = name
      self.description = description
    }
  }

  public struct Thread {
    /// Index of its category.
    public let category: Int
    public let title: String
    /// The oldest first.
    public let posts: [Post]

    public init(_ title: String, category: Int, posts: [Post]) {
      self.category = category
      self.title = title
      self.posts = posts
    }
  }

  public struct Post {
    public let author: Author
    public let at: Moment
    public let text: String
    /// The accounts that voted it up.
    public let ups: [Int64]

    public init(by author: Author, at: Moment, _ text: String, ups: [Int64] = []) {
      self.author = author
      self.at = at
      self.text = text
      self.ups = ups
    }
  }

  /// An account, or an alter of it, as it shall stand beside the post.
  public struct Author: Sendable {
    let voice: Voice

    public init(account: Int64, alter: Int64? = nil, name: String, pronouns: String = "", color: String = "")
    {
      voice = Voice(account: account, alter: alter, name: name, pronouns: pronouns, color: color)
    }
  }

  public let categories: [Category]
  public let threads: [Thread]

  public init(categories: [Category], threads: [Thread]) {
    self.categories = categories
    self.threads = threads
  }
}

extension ForumsModule {
  /// Writes all of it, in transactions of some thousand posts. Texts that are the same are cooked once.
  /// Post ids follow time over all threads, as they do in a living forum.
  /// `progress` hears how many posts are written.
  public func seed(_ seed: ForumsSeed, progress: (Int) -> Void = { _ in }) throws {
    let categories = try house.app.write { db in
      try seed.categories.map { try Category.create($0.name, $0.description, db) }
    }
    var sowing = Sowing(ids: try ids(of: seed), cook: house.doors.markdown)
    var waiting = seed.threads[...]
    while !waiting.isEmpty {
      try house.app.write { db in
        let goal = sowing.written + 5000
        while sowing.written < goal, let thread = waiting.popFirst() {
          try sowing.write(thread, in: categories[thread.category], db)
        }
      }
      progress(sowing.written)
    }
    try house.app.write { db in
      for id in categories { try Category.recount(id, db) }
      try db.execute(sql: "ANALYZE")
    }
  }

  /// For each post in the order of writing the id that its time gives it.
  private func ids(of seed: ForumsSeed) throws -> [Int64] {
    let newest = try house.app.read { try Reading.newestPost($0) }
    let times = seed.threads.flatMap { $0.posts.map(\.at) }
    var ids = [Int64](repeating: 0, count: times.count)
    let byTime = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    for (rank, index) in byTime.enumerated() { ids[index] = newest + 1 + Int64(rank) }
    return ids
  }
}

/// Writes threads one after the other, in the order in which their rows lie.
private struct Sowing {
  let ids: [Int64]
  let cook: @Sendable (String) throws -> Html
  private var cooked: [String: Html] = [:]
  private(set) var written = 0

  init(ids: [Int64], cook: @escaping @Sendable (String) throws -> Html) {
    self.ids = ids
    self.cook = cook
  }

  mutating func write(_ thread: ForumsSeed.Thread, in category: Int64, _ db: Database) throws {
    guard let first = thread.posts.first, let last = thread.posts.last else { return }
    let id = try insert(thread, first, last, in: category, db)
    for (index, post) in thread.posts.enumerated() {
      try write(post, at: Place(thread: id, number: index + 1), db)
    }
  }

  private func insert(
    _ thread: ForumsSeed.Thread, _ first: ForumsSeed.Post, _ last: ForumsSeed.Post, in category: Int64,
    _ db: Database
  ) throws -> Int64 {
    let (begun, ended, count) = (first.author.voice, last.author.voice, thread.posts.count)
    try db.cachedStatement(
      sql: """
        INSERT INTO forums_thread(category_id, account_id, title, created_at, name, pronouns, color, last_no,
          post_count, last_post_id, last_at, last_name, last_pronouns, last_color, score, rev)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      category, begun.account, thread.title, first.at, begun.name, begun.pronouns, begun.color, count, count,
      ids[written + count - 1], last.at, ended.name, ended.pronouns, ended.color, first.ups.count, count,
    ])
    return db.lastInsertedRowID
  }

  private mutating func write(_ post: ForumsSeed.Post, at place: Place, _ db: Database) throws {
    let id = ids[written]
    written += 1
    let writing = Writing(
      voice: post.author.voice, source: post.text, html: try html(of: post.text), nonce: nil, at: post.at)
    try writing.insert(id, at: place, db)
    guard !post.ups.isEmpty else { return }
    for account in post.ups {
      try db.cachedStatement(
        sql: "INSERT INTO forums_vote(post_id, account_id, value, at) VALUES (?, ?, 1, ?)"
      )
      .execute(arguments: [id, account, post.at])
    }
    try db.cachedStatement(sql: "UPDATE forums_post SET ups = ?, wilson = ? WHERE place = ?")
      .execute(arguments: [
        post.ups.count, Vote.wilson(ups: post.ups.count, downs: 0), place.rawValue,
      ])
  }

  private mutating func html(of text: String) throws -> Html {
    if let known = cooked[text] { return known }
    let html = try cook(text)
    cooked[text] = html
    return html
  }
}
