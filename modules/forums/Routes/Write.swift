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
      Composer(purpose: composer.purpose, draft: draft, speakers: composer.speakers), request,
      status: .unprocessableContent)
  }

  /// Runs `keep` with the cooked text; whatever stands in the way comes back beside the text.
  func send(
    _ composer: Composer, _ probation: Probation?, _ request: Request, keep: (Writing) throws -> Response
  ) throws -> Response {
    guard composer.draft.errors.isEmpty else { return try again(composer, composer.draft, request) }
    do {
      let (writing, speech) = try writing(composer, request)
      try probation?.check(writing.html)
      let answer = try probation?.isHolding == true ? hold(writing, composer) : keep(writing)
      remember(speech, request)
      return answer
    } catch let hesitation as Hesitation {
      return try again(composer, composer.draft.hesitating(hesitation), request)
    } catch let refusal as Refusal {
      return try again(composer, composer.draft.failing(refusal.sentence), request)
    } catch let fault as Fault where fault.status == .unprocessableContent {
      return try again(composer, composer.draft.failing(fault.message), request)
    }
  }

  func probation(of request: Request, in place: Scope, _ db: Database) throws -> Probation? {
    try Probation.find(request.viewer, in: place, house.site.get(db), at: request.now, db)
  }

  /// Everybody whom the viewer may post as in the forums.
  func voices(of request: Request, _ db: Database) throws -> Voices {
    let voices = try house.doors.voices.of(request.viewer, .forums, request.now, db)
    // Their names stand in the composer.
    if voices.speakers.hasPrivate { request.isPersonal = true }
    return voices
  }

  private func writing(_ composer: Composer, _ request: Request) throws -> (Writing, Speech) {
    let draft = composer.draft
    guard let voices = composer.voices else { throw Fault.notFound }
    let speech = try voices.speech(draft.text, draft.choice)
    guard PlainText.showsSomething(speech.text) else {
      throw Refusal(sentence: "Write something first: these are only the tags.")
    }
    let html = try cooked(speech.text)
    let writing = Writing(
      voice: speech.voice, source: speech.text, html: html,
      nonce: Int64(draft.nonce), at: request.now)
    return (writing, speech)
  }

  /// Throws `Refusal` for what would be an empty post.
  func cooked(_ text: String) throws -> Html {
    let html = try house.doors.markdown(text)
    guard !html.isNothing else {
      throw Refusal(sentence: "Write something first: of this nobody would see anything. HTML is left out.")
    }
    return html
  }

  /// What was posted stands, whatever becomes of this.
  func remember(_ speech: Speech, _ request: Request) {
    do { try house.doors.voices.spoke(speech, request.viewer, .forums, request.now) } catch {
      request.report("who spoke last: \(Cause(error))")
    }
  }

  /// Open pages of the thread learn that it has grown; what was written they fetch as themselves.
  func announce(_ place: Place, in category: Scope, _ db: Database) throws {
    try house.doors.publish(
      Event(
        "forums.post", key: String(place.thread), to: .holders(permission: "forums.read", in: category),
        body: #"{"number":\#(place.number)}"#), db)
  }

  /// Open pages of the thread stop showing what was removed. Who wrote it, and who removed it, is not told.
  func announceRemoval(of places: [Place], in category: Scope, _ db: Database) throws {
    guard let thread = places.first?.thread else { return }
    let numbers = places.map { String($0.number) }.joined(separator: ",")
    try house.doors.publish(
      Event(
        "forums.removed", key: String(thread), to: .holders(permission: "forums.read", in: category),
        body: #"{"numbers":[\#(numbers)]}"#), db)
  }
}
