import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/post/:id/edit
  func postEdit(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let composer = try house.read { db in
      let (post, thread) = try editable(id, request.viewer, db)
      let (source, edits) = try post.source(db)
      let draft = Draft(title: post.number == 1 ? thread.title : nil, text: source)
      return Composer(
        purpose: .edit(post, in: thread, edits: edits), draft: draft, speakers: .written(by: post.speaker))
    }
    return try show(composer, request)
  }

  /// POST /forums/post/:id/edit
  func postUpdate(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let account = try request.account()
    let form = try request.form()
    let composer = try house.read { db in
      let (post, thread) = try editable(id, request.viewer, db)
      let draft = Draft(form, hasTitle: post.number == 1).checked()
      return Composer(
        purpose: .edit(post, in: thread, edits: Int(form["edits"]) ?? 0), draft: draft,
        speakers: .written(by: post.speaker))
    }
    return try sendEdit(composer, id, account.id, request)
  }

  private func sendEdit(
    _ composer: Composer, _ id: Int64, _ account: Int64, _ request: Request
  ) throws -> Response {
    guard composer.draft.errors.isEmpty else { return try again(composer, composer.draft, request) }
    do {
      let html = try cooked(composer.draft.text)
      try house.read { try probation(of: request, in: composer.purpose.place, $0) }?.check(html)
      let place = try house.write { db in
        let (post, thread) = try editable(id, request.viewer, db)
        try change(post, thread, composer, html, account, request, db)
        return post.place
      }
      return .seeOther(place.address).flash(.good, "Saved.")
    } catch let refusal as Refusal {
      return try again(composer, composer.draft.failing(refusal.sentence), request)
    } catch let fault as Fault where fault.status == .unprocessableContent {
      return try again(composer, composer.draft.failing(fault.message), request)
    }
  }

  private func change(
    _ post: Post, _ thread: Thread, _ composer: Composer, _ html: Html, _ account: Int64, _ request: Request,
    _ db: Database
  ) throws {
    let (source, edits) = try post.source(db)
    guard case .edit(_, _, edits) = composer.purpose else {
      throw Refusal(sentence: "This post was edited since you opened it. Copy your text and open it again.")
    }
    let isOwn = post.isOwn(request.viewer)
    if composer.draft.text != source {
      try post.edit(composer.draft.text, html, by: account, at: request.now, db)
      try note(
        "post.edit", "post:\(post.id)", source, composer.draft.text, isOwn: isOwn, request, db)
    }
    if composer.draft.title != nil, composer.draft.cleanTitle != thread.title {
      try thread.rename(composer.draft.cleanTitle, db)
      try note(
        "thread.rename", "thread:\(thread.id)", thread.title, composer.draft.cleanTitle, isOwn: isOwn,
        request, db)
    }
  }

  /// What people do with their own is nobody's business.
  private func note(
    _ act: String, _ target: String, _ before: String, _ after: String, isOwn: Bool, _ request: Request,
    _ db: Database
  ) throws {
    guard !isOwn else { return }
    try house.doors.audit(AuditEntry(act, target, before: before, after: after, by: request), db)
  }

  /// The post and its thread, if this viewer may change it; to everybody else it isn't there.
  func editable(_ id: Int64, _ viewer: Viewer, _ db: Database) throws -> (Post, Thread) {
    let (post, thread) = try Post.find(id, for: viewer, db)
    guard post.mayEdit(viewer, in: thread) else { throw Fault.notFound }
    return (post, thread)
  }
}
