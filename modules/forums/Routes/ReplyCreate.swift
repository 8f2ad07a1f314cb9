import GRDB
import Kit

extension ForumsModule {
  /// POST /forums/thread/:id/reply
  func replyCreate(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let account = try request.account()
    let draft = Draft(try request.form()).checked()
    let (thread, voices) = try house.read { db in
      (try Thread.find(id, for: request.viewer, db), try Voice.choices(account, db))
    }
    try request.viewer.require("forums.reply", in: thread.scope)
    let composer = Composer(purpose: .reply(to: thread), draft: draft, voices: voices)
    return try send(composer, request) { writing in
      let outcome = try house.write { db in
        let mayPassLock = request.viewer.can("forums.moderate", in: thread.scope)
        let outcome = try writing.reply(in: id, mayPassLock: mayPassLock, db)
        if !outcome.isRepeat { try follow(outcome.place, after: thread, account.id, db) }
        return outcome
      }
      return Self.answer(outcome.place, seen: draft.seen)
    }
  }

  /// Whoever had read everything has read their own reply as well.
  private func follow(_ place: Place, after thread: Thread, _ account: Int64, _ db: Database) throws {
    if place.number == thread.lastNumber + 1,
      try Reading(of: account, db).number(in: thread, db) == thread.lastNumber
    {
      try Reading.advance(account, in: thread.id, to: place.number, db)
    }
    try announce(place, in: thread.scope, db)
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
