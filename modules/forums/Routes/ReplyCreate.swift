import GRDB
import Kit

extension ForumsModule {
  /// POST /forums/thread/:id/reply
  func replyCreate(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let account = try request.account()
    let draft = Draft(try request.form()).checked()
    let (thread, voices, probation) = try house.read { db in
      let thread = try Thread.find(id, for: request.viewer, db)
      return (thread, try self.voices(of: request, db), try self.probation(of: request, in: thread.scope, db))
    }
    try request.viewer.require("forums.reply", in: thread.scope)
    let composer = Composer(purpose: .reply(to: thread), draft: draft, speakers: .of(voices))
    return try send(composer, probation, request) { writing in
      let outcome = try house.write { db in
        let mayPassLock = request.viewer.can("forums.moderate", in: thread.scope)
        let outcome = try writing.reply(in: id, mayPassLock: mayPassLock, db)
        guard !outcome.isRepeat else { return outcome }
        try Reading.follow(account.id, to: outcome.place, db)
        try announce(outcome.place, in: thread.scope, db)
        return outcome
      }
      return Self.answer(outcome.place, seen: draft.seen)
    }
  }

  /// Back to the thread: to the reply, or to what others wrote meanwhile.
  private static func answer(_ place: Place, seen: Int) -> Response {
    let missed = seen > 0 ? place.number - 1 - seen : 0
    guard missed > 0 else { return .seeOther(place.address) }
    let posts = missed == 1 ? "1 new post" : "\(missed) new posts"
    return .seeOther(Place(thread: place.thread, number: seen + 1).address)
      .flash(.good, "Your reply is posted. Someone replied while you wrote: \(posts).")
  }
}
