import GRDB
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/post/:id/remove
  func postRemoveAsk(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let (post, thread) = try house.read { try editable(id, request.viewer, $0) }
    let view = PostView(post: post, thread: thread, viewer: request.viewer, now: request.now)
    return try house.page(
      "forums/moderation/remove",
      [
        "post": view, "action": "/forums/post/\(id)/remove", "back": post.place.address,
        "trail": Trail((thread.categoryName, thread.categoryAddress), (thread.title, thread.address)),
      ], request)
  }

  /// POST /forums/post/:id/remove
  func postRemove(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let (post, isGone) = try house.write { db in
      let (post, thread) = try editable(id, request.viewer, db)
      let isOwn = post.isOwn(request.viewer)
      try post.setRemoval(isOwn ? .byAuthor : .byModerator, db)
      if !isOwn {
        try house.doors.audit(
          AuditEntry("post.remove", "post:\(id)", before: "visible", after: "removed", by: request), db)
      }
      try announceRemoval(of: [post.place], in: thread.scope, db)
      return (post, thread.postCount == 1 ? thread.categoryAddress : nil)
    }
    return .seeOther(isGone ?? post.place.address).flash(.good, "Removed.")
  }

  /// POST /forums/post/:id/restore
  func postRestore(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let place = try house.write { db in
      let (post, thread) = try Post.find(id, for: request.viewer, inRemovedThreads: true, db)
      try request.viewer.require("forums.moderate", in: thread.scope)
      guard !post.isVisible else { return post.place }
      try post.setRemoval(.none, db)
      let before = post.removal == .byAuthor ? "removed by its author" : "removed"
      try house.doors.audit(
        AuditEntry("post.restore", "post:\(id)", before: before, after: "visible", by: request), db)
      return post.place
    }
    return .seeOther(place.address).flash(.good, "The post is back.")
  }
}
