import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/held?from=ID: what waits, for moderators; to everybody else what they wrote themselves
  func heldList(_ request: Request) throws -> Response {
    let account = try request.account()
    let mayJudge = request.viewer.canSomewhere("forums.moderate")
    let from = request.query["from"].flatMap { Int64($0) }
    let page: Value = try house.read { db in
      let held =
        try mayJudge
        ? Held.waiting(
          in: Category.all(for: request.viewer, db).filter { $0.mayModerate(request.viewer) },
          after: from ?? 0, db)
        : Held.list(of: account.id, before: from ?? .max, db)
      let shown = held.prefix(Held.perPage)
      return [
        "posts": try shown.map { try HeldView(held: $0, viewer: request.viewer, now: request.now).value(db) },
        "isEmpty": held.isEmpty, "mayJudge": mayJudge, "trail": Trail(),
        "more": held.count > shown.count ? shown.last.map { "/forums/held?from=\($0.id)" } : nil,
      ]
    }
    return try house.page("forums/moderation/held", page, request)
  }

  /// POST /forums/held/:id/accept
  func heldAccept(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let place = try house.write { db -> Place? in
      guard let held = try Held.toJudge(id, by: request.viewer, db) else { return nil }
      let place = try held.publish(at: request.now, db)
      try house.doors.audit(AuditEntry("post.accept", "place:\(place.rawValue)", by: request), db)
      try announce(place, in: held.scope, db)
      return place
    }
    guard place != nil else { return Self.tooLate }
    return .seeOther("/forums/held").flash(.good, "It is posted.")
  }

  /// POST /forums/held/:id/refuse with the reason, which its author reads
  func heldRefuse(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let reason = PlainText.line(try request.form()["reason"])
    let isRefused = try house.write { db in
      guard let held = try Held.toJudge(id, by: request.viewer, db) else { return false }
      try Self.check(reason)
      try held.refuse(because: reason, db)
      try house.doors.audit(AuditEntry("post.refuse", "held:\(id)", after: reason, by: request), db)
      return true
    }
    return isRefused ? .seeOther("/forums/held").flash(.good, "It is refused.") : Self.tooLate
  }

  private static func check(_ reason: String) throws {
    guard !reason.isEmpty else { throw Fault.invalid("Say why, in a sentence. Whoever wrote it reads it.") }
    if let objection = PlainText.objection(toLine: reason, longest: Held.longestReason) {
      throw Fault.invalid(objection.sentence(about: "A reason"))
    }
  }

  private static var tooLate: Response {
    .seeOther("/forums/held").flash(.warn, "Somebody has looked at it already.")
  }

  /// Keeps a post of a new account back, and says so.
  func hold(_ writing: Writing, _ composer: Composer) throws -> Response {
    let (target, back): (Held.Target, String) =
      switch composer.purpose {
      case .thread(let category): (.category(category.id), "/forums/held")
      case .reply(let thread), .edit(_, let thread, _):
        (.thread(thread.id), Thread.address(thread.id, page: thread.pages) + "#held")
      }
    if case .reply(let thread) = composer.purpose, thread.isLocked { throw Writing.locked }
    try house.write { db in
      try Held.keep(writing, for: target, title: composer.draft.cleanTitle, db)
    }
    return .seeOther(back).flash(.warn, "A moderator looks at the first posts of new accounts. Yours waits.")
  }
}

/// A post that waits, as its author and moderators see it.
struct HeldView {
  let held: Held
  let viewer: Viewer
  let now: Moment

  func value(_ db: Database) throws -> Value {
    let place = try self.place(db)
    let mayJudge = viewer.can("forums.moderate", in: held.scope)
    return [
      "id": String(held.id),
      "speaker": Speaker(held.voice),
      "time": held.at.view(from: now), "body": held.html, "isRefused": held.state == .refused,
      "reason": held.state == .refused && !held.reason.isEmpty ? held.reason : nil,
      "longestReason": Held.longestReason,
      "place": place.title, "href": place.href, "title": held.title,
      "judge": mayJudge && !held.isUnvoiced ? "/forums/held/\(held.id)" : nil,
      "unvoiced": held.isUnvoiced && held.state == .waiting ? "/forums/held/\(held.id)/repost" : nil,
    ]
  }

  private func place(_ db: Database) throws -> (title: String, href: String?) {
    switch held.target {
    case .category(let id):
      let category = try Category.known(id, to: viewer, db)
      return (
        category.map { "A new thread in \($0.name)" } ?? "A new thread in a category that is gone",
        category?.address
      )
    case .thread(let id):
      let thread = try Thread.known(id, to: viewer, db)
      return (thread.map { "A reply in \($0.title)" } ?? "A reply in a thread that is gone", thread?.address)
    }
  }
}
