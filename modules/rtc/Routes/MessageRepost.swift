import GRDB
import HTTPTypes
import Kit
import Templating

extension RTCModule {
  /// GET /rtc/message/:id/repost: who else said it
  func messageRepostAsk(_ request: Request) throws -> Response {
    let place = try reposted(request)
    let voices = try voices(of: request.viewer, at: request.now)
    let choice = SpeakerChoice(wanted: place.message.speaker.alter ?? 0)
    return try ask(place, SpeakerField(voices, choice), request)
  }

  /// POST /rtc/message/:id/repost
  func messageRepost(_ request: Request) throws -> Response {
    let form = SpeakerChoice(try request.form())
    let choice = SpeakerChoice(wanted: form.wanted ?? 0, consent: form.consent, named: form.named)
    let place = try reposted(request)
    let voices = try voices(of: request.viewer, at: request.now)
    do {
      let speech = try voices.speaker(choice)
      try repost(place, speech, request)
      if request.wantsJSON { return .json(speech.json(of: place.message).string) }
      return .seeOther("/rtc/room/\(place.room)#latest").flash(.good, "\(speech.voice.name) said it now.")
    } catch let hesitation as Hesitation {
      guard !request.wantsJSON else {
        return .json(Refusal(hesitation).json.string, status: .unprocessableContent)
      }
      return try ask(place, SpeakerField(voices, choice, hesitation: hesitation), request)
    }
  }

  private func repost(_ place: Message.Place, _ speech: Speech, _ request: Request) throws {
    guard place.message.speaker.alter != speech.voice.alter else { return }
    let speaker = try speaker(speech.voice, request.viewer)
    try sessions.write { try place.message.repost(as: speaker, in: place.room, at: request.now, $0) }
    house.doors.wake()
    try remember(speech, request.viewer, at: request.now)
  }

  private func ask(_ place: Message.Place, _ field: SpeakerField, _ request: Request) throws -> Response {
    let page: Value = [
      "action": place.message.repost, "back": "/rtc/room/\(place.room)#latest",
      "body": Html(place.message.html), "voices": field,
    ]
    return try house.page(
      "rtc/repost", page, request, status: field.hesitation == nil ? .ok : .unprocessableContent)
  }

  /// One's own message of the last ten minutes.
  private func reposted(_ request: Request) throws -> Message.Place {
    let (id, account) = (try request.id("id"), try request.account())
    let place = try sessions.read { db -> Message.Place? in
      guard let place = try Message.own(id, by: account.id, db) else { return nil }
      return try Room.find(place.room, for: request.viewer, db) == nil ? nil : place
    }
    guard let place else { throw Fault.notFound }
    try request.viewer.require("rtc.speak", in: .room(place.room))
    try Repost.check(place.message.at, now: request.now)
    return place
  }
}

extension Speech {
  /// Which message has which speaker now.
  fileprivate func json(of message: Message) -> JSON { ["mid": .int(message.id), "as": .int(voice.key)] }
}
