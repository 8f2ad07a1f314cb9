import GRDB
import Kit

extension ForumsModule {
  /// GET /forums/post/:id: the permalink leads to its place on the thread's page.
  func postShow(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let (post, _) = try house.read { try Post.find(id, for: request.viewer, $0) }
    return .seeOther(post.place.address)
  }
}
