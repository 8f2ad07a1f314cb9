import GRDB
import Kit

extension ForumsModule {
  /// GET /forums/post/:id: the permalink leads to its place on the thread's page.
  func postShow(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let post = try house.read { db in
      let post = try Post.find(id, for: nil, db)
      _ = try Thread.find(post.place.thread, db)
      return post
    }
    return .seeOther(post.place.address)
  }
}
