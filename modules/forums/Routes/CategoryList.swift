import GRDB
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/
  func categoryList(_ request: Request) throws -> Response {
    let account = request.viewer.account?.id
    let page: Value = try house.read { db in
      let reading = try account.map { try Reading(of: $0, db) }
      let latest = try Thread.latest(10, for: request.viewer, db)
      let known = try Category.all(for: request.viewer, db)
      let categories = try known.map { category in
        CategoryRow(
          category: category, unread: try reading?.unreadThreads(in: category.id, db) ?? 0, now: request.now)
      }
      return [
        "categories": categories, "hasCategories": !categories.isEmpty,
        "threads": try ThreadRow.rows(latest, reading, request.now, db), "hasThreads": !latest.isEmpty,
        "invitation": invitation(request.viewer),
        "markRead": reading == nil
          ? nil : ["upto": known.compactMap(\.last?.postId).max() ?? 0, "category": Value.null] as Value,
        "held": try Held.count(in: known.filter { $0.mayModerate(request.viewer) }, db),
        "canManage": request.viewer.can("forums.manage"),
      ]
    }
    return try house.page("forums/index", page, request)
  }

  private func invitation(_ viewer: Viewer) -> Value {
    let mayMake = viewer.can("forums.manage")
    return [
      "title": "Nothing stands here yet.",
      "text": mayMake
        ? "Make a first category, and people can begin threads." : "An admin makes the first category.",
      "href": mayMake ? "/forums/manage" : nil, "action": "Make a category",
    ]
  }
}

/// A category as one row of the list.
struct CategoryRow: Renderable {
  let category: Category
  /// Threads with something unread.
  let unread: Int
  let now: Moment

  var value: Value {
    [
      "name": category.name, "href": category.address, "description": category.description,
      "threads": Self.count(category.threadCount, "thread"), "posts": Self.count(category.postCount, "post"),
      "unread": unread == 0 ? nil : unread > Reading.mostCounted ? "\(Reading.mostCounted)+" : String(unread),
      "last": category.last.map { last in
        [
          "title": last.title, "href": "\(Thread.address(last.id))/last", "speakerName": last.speakerName,
          "time": last.at.view(from: now),
        ] as Value
      },
    ]
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
