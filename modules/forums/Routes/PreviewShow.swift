import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// POST /forums/preview?thread=ID, ?category=ID or ?post=ID: the form again with the cooked text; only the
  /// text for JavaScript.
  func previewShow(_ request: Request) throws -> Response {
    let account = try request.account()
    let form = try request.form()
    let draft = Draft(form, hasTitle: form.has("title")).checked()
    let html = draft.errors.text == nil ? try house.doors.markdown(draft.text) : nil
    if request.wantsFragment { return .html(Array((html?.string ?? draft.errors.text ?? "").utf8)) }
    let composer = try house.read { db in
      Composer(
        purpose: try purpose(form, request, db), draft: draft, voices: try Voice.choices(account, db),
        preview: html)
    }
    return try show(composer, request, status: html == nil ? .unprocessableContent : .ok)
  }

  private func purpose(_ form: Form, _ request: Request, _ db: Database) throws -> Purpose {
    let query = request.query
    if let thread = query.rowId("thread") {
      return .reply(to: try Thread.find(thread, for: request.viewer, db))
    }
    if let category = query.rowId("category") {
      return .thread(in: try Category.find(category, for: request.viewer, db))
    }
    guard let id = query.rowId("post") else { throw Fault.notFound }
    let (post, thread) = try editable(id, request.viewer, db)
    return .edit(post, in: thread, edits: Int(form["edits"]) ?? 0)
  }
}

extension Fields {
  fileprivate func rowId(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }
}
