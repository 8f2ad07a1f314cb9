import GRDB
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
      return Composer(purpose: .edit(post, in: thread, edits: edits), draft: draft, voices: [])
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
        purpose: .edit(post, in: thread, edits: Int(form["edits"]) ?? 0), draft: draft, voices: [])
    }
    return try sendEdit(composer, id, account.id, request)
  }

  private func sendEdit(
    _ composer: Composer, _ id: Int64, _ account: Int64, _ request: Request
  ) throws -> Response {
    guard composer.draft.errors.isEmpty else { return try again(composer, composer.draft, request) }
    do {
      let html = try house.doors.markdown(composer.draft.text)
      try house.read { try Newcomer.find(request.viewer, at: request.now, $0) }?.check(html)
      let place = try house.write { db in
        let (post, thread) = try editable(id, request.viewer, db)
        try change(post, thread, composer, html, account, request, db)
        return post.place
      }
      return .seeOther(place.address).flash(.good, "Saved.")
    } catch let refusal as Refusal {
      return try again(composer, composer.draft.failing(refusal.sentence), request)
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
    if composer.draft.text != source {
      try post.edit(composer.draft.text, html, by: account, at: request.now, db)
    }
    if composer.draft.title != nil, composer.draft.cleanTitle != thread.title {
      try thread.rename(composer.draft.cleanTitle, db)
    }
    guard !post.isOwn(request.viewer) else { return }
    try house.doors.audit(AuditEntry("post.edit", "post:\(post.id)", before: source, by: request), db)
  }

  /// The post and its thread, if this viewer may change it; to everybody else it isn't there.
  func editable(_ id: Int64, _ viewer: Viewer, _ db: Database) throws -> (Post, Thread) {
    let post = try Post.find(id, for: viewer.account?.id, db)
    let thread = try Thread.find(post.place.thread, db)
    guard post.mayEdit(viewer, in: thread) else { throw Fault.notFound }
    return (post, thread)
  }
}
