import GRDB
import Kit

/// Categories, threads and posts in Markdown, with votes and unread marks. Everything works without
/// JavaScript; a thread's page costs a guest two queries and writes nothing.
public struct ForumsModule: Module {
  public static let name = "forums"
  public static let title = "Forums"
  public static let summary = "Threads in categories: ask, answer, vote, and find again what is new."
  public static let prefixes = ["/forums"]

  public static let permissions = [
    Permission("forums.read", "Read the forums.", .everyone, places: Scope.categories),
    Permission("forums.start", "Begin threads.", .members, places: Scope.categories),
    Permission(
      "forums.reply", "Reply in threads and edit their own posts.", .members, places: Scope.categories),
    Permission("forums.vote", "Vote on posts of others.", .members, places: Scope.categories),
    Permission(
      "forums.moderate", "Lock, pin and remove what others wrote.", .moderators, places: Scope.categories),
    Permission("forums.manage", "Make, rename and order categories.", .admins),
  ]

  let house: House

  public init(_ house: House) throws { self.house = house }

  public var routes: [Route] {
    [
      .get("/forums/", .needs("forums.read"), categoryList),
      .get("/forums/category/:id", .needs("forums.read"), categoryShow),
      .post("/forums/read", .members, quiet: true, readAll),

      .get("/forums/category/:id/new", .needs("forums.start"), threadNew),
      .post("/forums/category/:id/new", .needs("forums.start"), threadCreate).atMost(.posts),
      .get("/forums/thread/:id", .needs("forums.read"), threadShow),
      .get("/forums/thread/:id/unread", .needs("forums.read"), threadUnread),
      .get("/forums/thread/:id/last", .needs("forums.read"), threadLast),
      .post("/forums/thread/:id/moderate", .needs("forums.moderate"), threadModerate),

      .post("/forums/thread/:id/reply", .needs("forums.reply"), replyCreate).atMost(.posts),
      .post("/forums/preview", .members, previewShow).atMost(.previews),
      .get("/forums/post/:id", .needs("forums.read"), postShow),
      .post("/forums/post/:id/vote", .needs("forums.vote"), voteCast),
      .get("/forums/post/:id/edit", .members, postEdit),
      .post("/forums/post/:id/edit", .members, postUpdate).atMost(.posts),
      .get("/forums/post/:id/repost", .members, postRepostAsk),
      .post("/forums/post/:id/repost", .members, postRepost),
      .get("/forums/post/:id/history", .members, postHistory),
      .get("/forums/post/:id/remove", .members, postRemoveAsk),
      .post("/forums/post/:id/remove", .members, quiet: true, postRemove),
      .post("/forums/post/:id/restore", .needs("forums.moderate"), postRestore),

      .get("/forums/held", .members, heldList),
      .get("/forums/held/:id/repost", .members, heldRepostAsk),
      .post("/forums/held/:id/repost", .members, heldRepost),
      .post("/forums/held/:id/accept", .needs("forums.moderate"), heldAccept),
      .post("/forums/held/:id/refuse", .needs("forums.moderate"), heldRefuse),

      .get("/forums/manage", .needs("forums.manage"), manageShow),
      .post("/forums/manage", .needs("forums.manage"), categoryCreate),
      .get("/forums/category/:id/edit", .needs("forums.manage"), categoryEdit),
      .post("/forums/category/:id/edit", .needs("forums.manage"), categoryUpdate),
      .post("/forums/category/:id/move", .needs("forums.manage"), categoryMove),
    ]
  }

  public var places: [ScopeKind] {
    [
      ScopeKind(Scope.categories, "category") { id, viewer in
        try house.read { try Category.known(id, to: viewer, $0) }.map { .init($0.name, $0.address) }
      }
    ]
  }

  public var navigation: [NavigationItem] { [NavigationItem("Forums", "/forums/", needs: "forums.read")] }

  public func figures() throws -> [Figure] {
    try house.read { db in
      let totals = try Category.totals(db)
      return [
        Figure("Threads", totals.threads, href: "/forums/"), Figure("Posts", totals.posts, href: "/forums/"),
        Figure("Posts that wait", try Held.count(db), href: "/forums/held"),
      ]
    }
  }
}

extension Scope {
  static let categories = "forums.category"

  static func category(_ id: Int64) -> Scope { Scope(categories, id) }
}
