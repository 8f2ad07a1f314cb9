import GRDB
import HTTPTypes
import Kit
import Templating

/// What all handlers that take a text have in common.
extension ForumsModule {
  func show(_ composer: Composer, _ request: Request, status: Response.Status = .ok) throws -> Response {
    try house.page("forums/write", WritePage(composer: composer).value, request, status: status)
  }

  /// Shows the form again with what is wrong with it, and everything that was typed.
  func again(_ composer: Composer, _ draft: Draft, _ request: Request) throws -> Response {
    try show(
      Composer(purpose: composer.purpose, draft: draft, voices: composer.voices), request,
      status: .unprocessableContent)
  }

  /// Runs `keep` with the cooked text; whatever stands in the way comes back beside the text.
  func send(
    _ composer: Composer, _ request: Request, keep: (Writing) throws -> Response
  ) throws -> Response {
    guard composer.draft.errors.isEmpty else { return try again(composer, composer.draft, request) }
    do {
      let writing = try writing(composer, request)
      let probation = try probation(of: request, in: composer.purpose.place)
      try probation?.check(writing.html)
      return try probation?.isHolding == true ? hold(writing, composer) : keep(writing)
    } catch let refusal as Refusal {
      return try again(composer, composer.draft.failing(refusal.sentence), request)
    } catch let fault as Fault where fault.status == .unprocessableContent {
      return try again(composer, composer.draft.failing(fault.message), request)
    }
  }

  func probation(of request: Request, in place: Scope) throws -> Probation? {
    try house.read { db in
      try Probation.find(request.viewer, in: place, house.site.get(db), at: request.now, db)
    }
  }

  private func writing(_ composer: Composer, _ request: Request) throws -> Writing {
    let draft = composer.draft
    guard let voice = composer.voices.first(where: { $0.key == draft.voice }) else {
      throw Refusal(sentence: "Choose who speaks: the one you chose is not there any more.")
    }
    return Writing(
      voice: voice, source: draft.text, html: try house.doors.markdown(draft.text), nonce: Int64(draft.nonce),
      at: request.now)
  }

  /// Open pages of the thread learn that it has grown; what was written they fetch as themselves.
  func announce(_ place: Place, in category: Scope, _ db: Database) throws {
    try house.doors.publish(
      Event(
        "forums.post", key: String(place.thread), to: .holders(permission: "forums.read", in: category),
        body: #"{"number":\#(place.number)}"#), db)
  }
}

extension Request {
  /// JavaScript wants the changed part alone.
  var wantsFragment: Bool { HTTPField.Name("X-Fragment").flatMap(header) == "1" }
}
