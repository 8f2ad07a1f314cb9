import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// POST /forums/preview?thread=ID, ?category=ID or ?post=ID: the form again with the cooked text; only the
  /// text for JavaScript.
  func previewShow(_ request: Request) throws -> Response {
    let form = try request.form()
    var draft = Draft(form, hasTitle: form.has("title")).checked()
    var speech: Speech?
    let speakers = try house.read { try self.speakers(request, $0) }
    if case .of(let voices) = speakers {
      do throws(Hesitation) { speech = try voices.speech(draft.text, draft.choice) } catch {
        draft.hesitation = error
      }
    }
    let html = try cooked(&draft, speech)
    if request.wantsFragment { return .html(Array((html?.string ?? draft.errors.text ?? "").utf8)) }
    let composer = try house.read { db in
      Composer(
        purpose: try purpose(form, request, db), draft: draft, speakers: speakers, preview: html,
        speech: speech)
    }
    return try show(
      composer, request, status: html == nil || draft.hesitation != nil ? .unprocessableContent : .ok)
  }

  /// Nil where something is wrong with the text, which the draft says then.
  private func cooked(_ draft: inout Draft, _ speech: Speech?) throws -> Html? {
    guard draft.errors.text == nil else { return nil }
    do { return try house.doors.markdown(speech?.text ?? draft.text) } catch let fault as Fault {
      draft = draft.failing(fault.message)
      return nil
    }
  }

  /// Of a post that is edited, who wrote it.
  private func speakers(_ request: Request, _ db: Database) throws -> Composer.Speakers {
    guard let id = request.query.rowId("post") else { return .of(try voices(of: request, db)) }
    return .written(by: try editable(id, request.viewer, db).0.speaker)
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
    return .edit(post, in: thread, saw: form[Sight.field])
  }
}

extension Fields {
  fileprivate func rowId(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }
}
