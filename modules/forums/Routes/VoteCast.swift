import GRDB
import Kit
import Templating

extension ForumsModule {
  /// POST /forums/post/:id/vote with vote=up, down or none. The form names where the vote shall stand, so
  /// that sending it twice changes nothing.
  func voteCast(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let account = try request.account()
    guard let vote = Vote(field: try request.form()["vote"]) else {
      throw Fault.badRequest("A vote is up, down or none.")
    }
    let post = try house.write { db in
      let post = try votable(id, request.viewer, db)
      guard try vote.cast(on: post, by: account.id, at: request.now, db) else { return post }
      let counted = try Post.find(id, for: account.id, db)
      try announceVote(counted, db)
      return counted
    }
    guard request.wantsFragment else { return .seeOther(post.place.address) }
    let view = VotesView(id: id, ups: post.ups, downs: post.downs, mine: post.vote, canVote: true)
    return try house.part("partials/votes", view.value, request)
  }

  private func votable(_ id: Int64, _ viewer: Viewer, _ db: Database) throws -> Post {
    let post = try Post.find(id, for: viewer.account?.id, db)
    _ = try Thread.find(post.place.thread, db)
    guard post.isVisible else { throw Fault.notFound }
    guard !post.isOwn(viewer) else { throw Fault.invalid("Your own post is for others to vote on.") }
    return post
  }

  private func announceVote(_ post: Post, _ db: Database) throws {
    try house.doors.publish(
      Event(
        "forums.vote", key: String(post.place.thread), to: .holders(permission: "forums.read"),
        body:
          #"{"number":\#(post.number),"score":\#(post.ups - post.downs),"up":\#(post.ups),"down":\#(post.downs)}"#
      ),
      db)
  }
}
