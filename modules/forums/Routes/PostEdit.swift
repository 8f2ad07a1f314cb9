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
      let source = try post.source(db).text
      let draft = Draft(title: post.number == 1 ? thread.title : nil, text: source)
      return Composer(
        purpose: .edit(post, in: thread, saw: Self.sight(post, thread, source).mark), draft: draft,
        speakers: .written(by: post.speaker))
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
        purpose: .edit(post, in: thread, saw: form[Sight.field]), draft: draft,
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
    let source = try post.source(db).text
    try Self.sight(post, thread, source).check(request.form(), back: post.place.address)
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

  /// What the form shows of it.
  private static func sight(_ post: Post, _ thread: Thread, _ source: String) -> Sight {
    let title = post.number == 1 ? [Sight.Part("Title", thread.title, field: "title")] : []
    return Sight(title + [Sight.Part("Text", source, field: "text")])
  }

  /// What people do with their own is nobody's business.
  private func note(
    _ act: String, _ target: String, _ before: String, _ after: String, isOwn: Bool, _ request: Request,
    _ db: Database
  ) throws {
    guard !isOwn else { return }
    try house.doors.audit(AuditEntry(act, target, before: before, after: after, by: request), db)
  }

  /// The post and its thread, if this viewer may change it. Whoever reads the thread sees that it is locked, or the
  /// post removed, so they are told; to everybody else it isn't there.
  func editable(_ id: Int64, _ viewer: Viewer, _ db: Database) throws -> (Post, Thread) {
    let (post, thread) = try Post.find(id, for: viewer, db)
    guard post.mayEdit(viewer, in: thread) else { throw Self.unchangeable(post, thread, viewer) }
    return (post, thread)
  }

  private static func unchangeable(_ post: Post, _ thread: Thread, _ viewer: Viewer) -> Fault {
    if !post.isVisible { return Fault(.notFound, "This post was removed, so it can't be changed any more.") }
    guard post.isOwn(viewer) else {
      return Fault(.notFound, "Only whoever wrote this post can change it, and those who moderate here.")
    }
    return thread.isLocked
      ? Fault(.notFound, "This thread is locked, so what stands in it can't be changed.")
      : Fault(.notFound, viewer.restraint ?? "You may read here, but not write any more.")
  }
}
