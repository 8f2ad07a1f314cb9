import Components
import GRDB
import Kit
import KitTesting
import Testing

@testable import Forums

/// A large forum, written in bulk: the counters hold, and no hot query reads more than it shows.
struct SeedTests {
  let street: Street
  let people: [Person]

  init() throws {
    let street = try Street()
    let people = try (1...5).map { try street.site.signUp("person\($0)") }
    try street.site.site.house(ForumsModule.self).seed(Self.seed(threads: 300, posts: 10, people))
    (self.street, self.people) = (street, people)
  }

  static func seed(threads: Int, posts: Int, _ people: [Person]) -> ForumsSeed {
    let authors = people.map { ForumsSeed.Author(account: $0.id, name: $0.name) }
    let texts = (0..<20).map { "Text **\($0)** with `code` and a [link](https://example.org)." }
    return ForumsSeed(
      categories: [.init("One", "The first"), .init("Two", "The second")],
      threads: (0..<threads).map { thread in
        ForumsSeed.Thread(
          "Thread \(thread)", category: thread % 2,
          posts: (0..<posts).map { post in
            // Replies arrive interleaved over the threads, as in life.
            ForumsSeed.Post(
              by: authors[(thread + post) % authors.count],
              at: Moment(milliseconds: 1_700_000_000_000 + Int64(post * 1_000_000 + thread)),
              texts[(thread + post) % texts.count], ups: post == 0 ? [people[thread % people.count].id] : [])
          })
      })
  }

  @Test func countersHold() throws {
    #expect(try street.number("SELECT sum(post_count) FROM forums_category") == 3000)
    #expect(try street.number("SELECT sum(thread_count) FROM forums_category") == 300)
    #expect(
      try street.number(
        """
        SELECT count(*) FROM forums_thread t JOIN forums_post p ON p.id = t.last_post_id
        WHERE p.place = t.id << 20 | t.last_no AND p.created_at = t.last_at
        """) == 300)
    #expect(try street.number("SELECT sum(ups) FROM forums_post") == 300)
    let unordered =
      "SELECT count(*) FROM forums_post a JOIN forums_post b ON b.id = a.id + 1 WHERE b.created_at < a.created_at"
    #expect(try street.number(unordered) == 0)
  }

  @Test func aSeededThreadGoesOn() throws {
    let page = street.site.get("/forums/thread/1", as: people[1])
    #expect(page.count(of: "<article") == 10)
    street.reply("/forums/thread/1", "And on.", by: people[1])
    #expect(street.site.get("/forums/").text.contains("Thread 0"))
  }

  @Test(arguments: [
    Category.inOrder, Category.byId, Thread.byId, Thread.pinned, Thread.inCategory,
    Thread.lastOfPage, Thread.countOnTop, Thread.lastVisible, Post.pageForGuest, Post.pageForAccount,
    Post.byId, Post.sourceOf,
    Reading.floorsOf, Reading.numberOf, Reading.unreadThreads, Reading.removedBetween, Reading.visibleAfter,
    Reading.newestPost, Reading.timeFrom,
    Vote.mine,
    Writing.byNonce, Held.inThread, Held.waiting, Probation.joined, Probation.standing,
  ])
  func hotQueriesReadWhatTheyShow(sql: String) throws {
    let plan = try street.site.site.app.read { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
      let count = sql.count { $0 == "?" }
      let arguments = StatementArguments([Int](repeating: 1, count: count))
      return try Row.fetchAll(statement, arguments: arguments).map { $0["detail"] as String }
    }
    for step in plan {
      #expect(!step.contains("TEMP B-TREE"), "\(sql): \(step)")
      #expect(
        !step.hasPrefix("SCAN") || step == "SCAN recent" || step.hasPrefix("SCAN (subquery")
          || step.hasPrefix("SCAN json_each") || step == "SCAN s",  // the site's system, which is one row
        "\(sql): \(step)")
    }
  }
}
