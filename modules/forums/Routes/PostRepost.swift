import GRDB
import HTTPTypes
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/post/:id/repost: who else wrote it
  func postRepostAsk(_ request: Request) throws -> Response {
    let (post, voices) = try house.read { try reposted(request, $0) }
    return try ask(post, SpeakerField(voices, SpeakerChoice(wanted: post.alter ?? 0)), request)
  }

  /// POST /forums/post/:id/repost
  func postRepost(_ request: Request) throws -> Response {
    let form = SpeakerChoice(try request.form())
    let choice = SpeakerChoice(wanted: form.wanted ?? 0, consent: form.consent, named: form.named)
    let (post, voices) = try house.read { try reposted(request, $0) }
    do {
      let speech = try voices.speaker(choice)
      try house.write { db in
        let (post, _) = try reposted(request, db)
        guard post.alter != speech.voice.alter else { return }
        try post.repost(as: speech.voice, at: request.now, db)
      }
      remember(speech, request)
      return .seeOther(post.place.address).flash(.good, "\(speech.voice.name) wrote it now.")
    } catch let hesitation as Hesitation {
      return try ask(post, SpeakerField(voices, choice, hesitation: hesitation), request)
    }
  }

  private func ask(_ post: Post, _ field: SpeakerField, _ request: Request) throws -> Response {
    let page: Value = [
      "action": "/forums/post/\(post.id)/repost", "number": post.number, "back": post.place.address,
      "body": post.html, "voices": field,
    ]
    return try house.page(
      "forums/repost", page, request, status: field.hesitation == nil ? .ok : .unprocessableContent)
  }

  /// One's own post of the last ten minutes, and everybody who may have written it.
  private func reposted(_ request: Request, _ db: Database) throws -> (Post, Voices) {
    let (post, thread) = try Post.find(request.id("id"), for: request.viewer, db)
    guard post.mayRepost(request.viewer, in: thread) else { throw Fault.notFound }
    try Repost.check(post.createdAt, now: request.now)
    return (post, try voices(of: request, db))
  }
}
