import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/held/:id/repost: who else wrote what waits
  func heldRepostAsk(_ request: Request) throws -> Response {
    let (held, voices) = try house.read { try ownHeld(request, $0) }
    return try ask(held, SpeakerField(voices, SpeakerChoice(wanted: held.voice.alter ?? 0)), request)
  }

  /// POST /forums/held/:id/repost
  func heldRepost(_ request: Request) throws -> Response {
    let form = SpeakerChoice(try request.form())
    let choice = SpeakerChoice(wanted: form.wanted ?? 0, consent: form.consent, named: form.named)
    let (held, voices) = try house.read { try ownHeld(request, $0) }
    do {
      let speech = try voices.speaker(choice)
      try house.write { db in try ownHeld(request, db).held.give(to: speech.voice, db) }
      remember(speech, request)
      return .seeOther("/forums/held").flash(.good, "\(speech.voice.name) wrote it now.")
    } catch let hesitation as Hesitation {
      return try ask(held, SpeakerField(voices, choice, hesitation: hesitation), request)
    }
  }

  private func ask(_ held: Held, _ field: SpeakerField, _ request: Request) throws -> Response {
    let page: Value = [
      "action": "/forums/held/\(held.id)/repost", "number": Value.null, "back": "/forums/held",
      "body": held.html, "voices": field,
    ]
    return try house.page(
      "forums/repost", page, request, status: field.hesitation == nil ? .ok : .unprocessableContent)
  }

  private func ownHeld(_ request: Request, _ db: Database) throws -> (held: Held, voices: Voices) {
    let account = try request.account()
    guard let held = try Held.own(request.id("id"), of: account.id, db) else { throw Fault.notFound }
    return (held, try voices(of: request, db))
  }
}
