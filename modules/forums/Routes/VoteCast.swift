import GRDB
import Kit
import Templating

extension ForumsModule {
  /// POST /forums/post/:id/vote with vote=up, down or none. The form names where the vote shall stand, so
  /// that sending it twice changes nothing.
  func voteCast(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let account = try request.account()
    let form = try request.form()
    let field = form["vote"]
    let post = try house.write { db in
      let (post, thread) = try votable(id, request.viewer, db)
      guard let vote = Vote(field: field) else { throw Fault.badRequest("A vote is up, down or none.") }
      guard try vote.cast(on: post, by: account.id, at: request.now, db) else { return post }
      let (counted, _) = try Post.find(id, for: request.viewer, db)
      try announceVote(counted, in: thread.scope, db)
      return counted
    }
    guard request.wantsFragment else { return try answer(post, form, request) }
    let view = VotesView(id: id, ups: post.ups, downs: post.downs, mine: post.vote, canVote: true)
    return try house.part("partials/votes", view.value, request)
  }

  /// Without scripts a vote brings back what stood in the composer.
  private func answer(_ post: Post, _ form: Form, _ request: Request) throws -> Response {
    guard !form["text"].isEmpty else { return .seeOther(post.place.address) }
    return try showThread(
      post.place.thread, page: Place.page(of: post.number), request, draft: Draft(form))
  }

  private func votable(_ id: Int64, _ viewer: Viewer, _ db: Database) throws -> (Post, Thread) {
    let (post, thread) = try Post.find(id, for: viewer, db)
    try viewer.require("forums.vote", in: thread.scope)
    guard post.isVisible else { throw Fault.notFound }
    guard !post.isOwn(viewer) else { throw Fault.invalid("Your own post is for others to vote on.") }
    return (post, thread)
  }

  private func announceVote(_ post: Post, in category: Scope, _ db: Database) throws {
    try house.doors.publish(
      Event(
        "forums.vote", key: String(post.place.thread),
        to: .holders(permission: "forums.read", in: category),
        body:
          #"{"number":\#(post.number),"score":\#(post.ups - post.downs),"up":\#(post.ups),"down":\#(post.downs)}"#
      ),
      db)
  }
}
